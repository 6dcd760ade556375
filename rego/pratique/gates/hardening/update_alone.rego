# METADATA
# title: Update alone
# description: >-
#   Fires for each RUN that brings the package index up to date and installs nothing after it:
#   the layer stays in the cache, and later installations use an old index. yum update and dnf
#   upgrade install.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: update_alone
#   remediation: >-
#     Update and install in one RUN: apt-get update && apt-get install --yes NAME.
#   needs:
#     - dockerfile
#   messages:
#     - "Package index is updated alone: {command}"
#   examples:
#     - {id: update-alone, gate: hardening, trigger: update_alone, action: STOP, params: []}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN apt-get update", value: "apt-get update", expanded: "apt-get update", arguments: ["apt-get update"], start_line: 2, end_line: 2, commands: [{name: apt-get, arguments: ["update"], operator: ""}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN apt-get update && apt-get install example", value: "apt-get update && apt-get install example", expanded: "apt-get update && apt-get install example", arguments: ["apt-get update && apt-get install example"], start_line: 2, end_line: 2, commands: [{name: apt-get, arguments: ["update"], operator: ""}, {name: apt-get, arguments: ["install", "example"], operator: "&&"}]}]}}
package pratique.gates.hardening.update_alone

import data.pratique.lib.build
import data.pratique.lib.finding
import data.pratique.lib.shell

# METADATA
# description: One finding a command, in file order.
findings(rule, _) := array.concat(
	[finding.new(rule, {"message": message, "about": about, "location": build.location(run)}) |
		some run in shell.runs
		calls := shell.calls(run)
		installed := _installed(calls)
		some call in calls
		shell.refreshes(call)
		object.get(installed, shell.manager(call), -1) < call.index
		message := sprintf("Package index is updated alone: %s", [shell.text(call)])
		about := object.union({"command": shell.text(call)}, build.stage_of(run))
	],
	[finding.unknown(rule, [sprintf("dockerfile: line %s could not be read", [format_int(run.start_line, 10)])]) |
		some run in shell.unread
	],
) if {
	build.known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if not build.known

# The place of the last call of each manager that installs.
_installed(calls) := object.union_n([{shell.manager(call): call.index} | some call in calls; shell.installs(call)])
