# METADATA
# title: Old results of other tools
# description: >-
#   Fires for evidence that is older than agreed: by --max-evidence-age when it was read, 30 days by
#   default, or by max_age_days. Evidence without a date, or from the future, is unknown.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: evidence
#   trigger: stale
#   remediation: >-
#     Run the other tool again and give the new results: --evidence FILE.
#   parameters:
#     - name: max_age_days
#       attribute: max_age_days
#       description: The most days that evidence may be old.
#       example: "7"
#       validator: int
#   needs:
#     - evidence
#   messages:
#     - "{tool} ({file}) is {days} days old"
#   examples:
#     - {id: fresh-evidence, gate: evidence, trigger: stale, action: WARN, params: [{name: max_age_days, value: "7"}]}
#   samples:
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: lynis, file: a, subject: {kind: host}, finished_at: "1999-03-14T12:00:00Z", complete: true, problems: [], counts: {}, format: lynis, results: [{id: A, status: pass}]}]}
#     - {evaluated_at: "2026-03-15T12:00:00Z", evidence: [{tool: lynis, file: a, subject: {kind: host}, finished_at: "2026-03-15T12:00:00Z", complete: true, problems: [], counts: {}, format: lynis, results: [{id: A, status: pass}]}]}
package pratique.gates.evidence.stale

import data.pratique.lib.evidence
import data.pratique.lib.finding

# METADATA
# description: One finding a file, in their order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message, "about": {"tool": item.tool, "file": object.get(item, "file", "")}}) |
		some item in input.evidence
		_old(item, params)
		message := sprintf("%s is %s days old", [evidence.name(item), format_int(evidence.days(item), 10)])
	],
	[finding.unknown(rule, [reason]) |
		some item in input.evidence
		not evidence.days(item)
		reason := sprintf("evidence: when %s was made", [evidence.name(item)])
	],
)

_old(item, params) if evidence.days(item) > params.max_age_days

_old(item, params) if {
	not params.max_age_days
	evidence.stale(item)
}
