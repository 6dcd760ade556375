# METADATA
# title: Failed checks of other tools
# description: >-
#   Fires for each check that another tool says has failed. What it left open (errors, checks that did
#   not run or are a person's) and evidence that cannot decide, because it is stale, undated, cut
#   short or of something unknown, is unknown and never a pass.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: evidence
#   trigger: failed
#   remediation: >-
#     Mend what the other tool reports, as its own report says, run it again and give the new
#     results: --evidence FILE.
#   gate_description: Checks of what other tools have found (--evidence).
#   parameters:
#     - name: tools
#       attribute: tools
#       description: The tools of which there has to be evidence, separated by commas; by default, all of which there is some.
#       example: "docker-bench,openscap"
#       validator: csv-any
#       default: ""
#     - name: ids
#       attribute: ids
#       description: The checks that count, by their ids, short ids or CIS numbers, separated by commas; by default, all.
#       example: "2.1,2.2"
#       validator: csv-any
#       default: ""
#     - name: severity
#       attribute: severity
#       description: The least severity that counts. A check of unknown severity always does.
#       example: medium
#       validator: enum
#       values: [informational, low, medium, high, critical]
#       default: informational
#   needs:
#     - evidence
#   messages:
#     - "{tool}: {id} failed: {title} ({location})"
#   examples:
#     - {id: host-checks, gate: evidence, trigger: failed, action: STOP, params: [{name: tools, value: docker-bench}]}
#   samples:
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: "{tools.item}", file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "{ids.item}", status: fail, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: "{tools.item}", file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "2.1", status: fail, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: docker-bench, file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "{ids.item}", status: fail, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: docker-bench, file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "2.1", status: fail, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: "{tools.item}", file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "{ids.item}", status: pass, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: "{tools.item}", file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "2.1", status: pass, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: docker-bench, file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "{ids.item}", status: pass, severity: critical}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: docker-bench, file: a, subject: {kind: host}, finished_at: "2026-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: sarif, results: [{id: "2.1", status: pass, severity: critical}]}]}
package pratique.gates.evidence.failed

import data.pratique.lib.evidence
import data.pratique.lib.finding

# METADATA
# description: One finding for each failure, in the order of the files; then what is unknown.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": _message(item, result), "about": _about(item, result)}) |
		some item in input.evidence
		_wanted(item.tool, params.tools)
		some result in item.results
		result.status == "fail"
		_counts(result, params)
	],
	[finding.unknown(rule, [reason]) | some reason in array.concat(_missing(params), _open(params))],
)

_about(item, result) := {"tool": item.tool, "id": result.id, "location": object.get(result, "location", null)}

_message(item, result) := concat("", [
	sprintf("%s: %s failed", [item.tool, result.id]),
	concat("", [sprintf(": %s", [title]) | title := object.get(result, "title", null); is_string(title)]),
	concat("", [sprintf(" (%s)", [place]) | place := object.get(result, "location", null); is_string(place)]),
])

_wanted(tool, tools) if tool in tools

_wanted(_, tools) if _all(tools)

_all(list) if {
	every text in list {
		text == ""
	}
}

_counts(result, params) if {
	_named(result, params.ids)
	_severe(result, params.severity)
}

_named(_, ids) if _all(ids)

_named(result, ids) if {
	not _all(ids)
	some id in ids
	id in array.concat([result.id, object.get(result, "short", null)], object.get(result, ["idents", "cis"], []))
}

_severe(result, least) if object.get(_rank, object.get(result, "severity", null), 9) >= _rank[least]

_rank := {"informational": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}

_missing(params) := [sprintf("evidence of %s", [tool]) |
	some tool in params.tools
	tool != ""
	count([item | some item in input.evidence; item.tool == tool]) == 0
]

_open(params) := [reason |
	some item in input.evidence
	_wanted(item.tool, params.tools)
	some reason in array.concat(
		[sprintf("evidence: %s", [doubt]) | some doubt in evidence.doubts(item)],
		[sprintf("evidence: %s results of %s are %s", [format_int(n, 10), evidence.name(item), replace(status, "_", " ")]) |
			some status in ["error", "unknown", "not_checked", "manual"]
			n := count([result | some result in item.results; result.status == status; _counts(result, params)])
			n > 0
		],
	)
]
