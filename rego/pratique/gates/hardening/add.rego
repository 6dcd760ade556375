# METADATA
# title: ADD
# description: >-
#   Fires for each ADD, in whatever stage and case, but not for the root file system of a base
#   image in the history.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: add
#   remediation: >-
#     Use COPY for files of the build context. For an archive or a URL use RUN with a download whose
#     checksum is verified.
#   needs:
#     - dockerfile
#   messages:
#     - "ADD used instead of COPY: {text}"
#   examples:
#     - {id: add, gate: hardening, trigger: add, action: STOP, params: []}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: ADD, stage: 0, raw: "ADD . /app", value: ". /app", expanded: ". /app", arguments: [".", /app], start_line: 2, end_line: 2}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, raw: "USER app", value: "app", expanded: "app", arguments: [app], start_line: 2, end_line: 2}]}}
package pratique.gates.hardening.add

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: One finding an instruction, in file order.
findings(rule, _) := array.concat(
	[finding.new(rule, hit) |
		some instruction in build.instructions
		instruction.instruction == "ADD"
		not _is_base(instruction)
		hit := {
			"message": sprintf("ADD used instead of COPY: %s", [build.shown(instruction)]),
			"about": object.union({"instruction": build.shown(instruction)}, build.stage_of(instruction)),
			"location": build.location(instruction),
		}
	],
	[finding.unknown(rule, ["dockerfile: the history does not say what made a layer"]) | build.untold],
) if {
	build.known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if not build.known

_is_base(instruction) if {
	not build.actual
	regex.match(`^(?:file|dir|multi):[0-9a-f]+ in /\s*$`, instruction.value)
}
