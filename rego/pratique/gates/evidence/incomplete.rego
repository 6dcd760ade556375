# METADATA
# title: Incomplete results of other tools
# description: >-
#   Fires for evidence of a run that was cut short, that leaves results out, or in which nothing
#   applied or checks ended in errors. Where the format cannot tell, it is unknown.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: evidence
#   trigger: incomplete
#   remediation: >-
#     Run the other tool again, to its end and with the profile that applies, and give the new
#     results: --evidence FILE.
#   needs:
#     - evidence
#   messages:
#     - "{tool} ({file}) is incomplete: {reason}"
#     - "nothing of the profile applied in {tool} ({file})"
#     - "{n} checks of {tool} ({file}) ended in errors"
#   examples:
#     - {id: whole-evidence, gate: evidence, trigger: incomplete, action: STOP, params: []}
#   samples:
#     - {evidence: [{tool: lynis, file: a, subject: {kind: host}, complete: false, problems: [x], counts: {}, format: lynis, results: []}]}
#     - {evidence: [{tool: lynis, file: a, subject: {kind: host}, complete: true, problems: [], counts: {}, format: lynis, results: [{id: A, status: pass}]}]}
package pratique.gates.evidence.incomplete

import data.pratique.lib.evidence
import data.pratique.lib.finding

# METADATA
# description: Those of each file, in their order.
findings(rule, _) := array.concat(
	[finding.new(rule, {"message": message, "about": about}) |
		some item in input.evidence
		some [check, message] in _messages(item)
		about := {"tool": item.tool, "file": object.get(item, "file", ""), "check": check}
	],
	[finding.unknown(rule, [reason]) |
		some item in input.evidence
		not is_boolean(object.get(item, "complete", null))
		reason := sprintf("evidence: whether %s is complete", [evidence.name(item)])
	],
)

_messages(item) := array.flatten([
	[["complete", sprintf("%s is incomplete: %s", [evidence.name(item), concat("; ", item.problems)])] |
		item.complete == false
	],
	[["applied", sprintf("nothing of the profile applied in %s", [evidence.name(item)])] |
		count(evidence.decided(item)) == 0
	],
	[["errors", sprintf("%s checks of %s ended in errors", [format_int(n, 10), evidence.name(item)])] |
		n := count([result | some result in item.results; result.status == "error"])
		n > 0
	],
])
