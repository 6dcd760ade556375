# METADATA
# title: Instructions and settings
# description: >-
#   Fires for instructions that good Dockerfiles do without, and for settings that good images
#   do without. env_key: a variable whose name says that it holds a secret; system_volume: a volume
#   on /dev, /proc or /sys; latest_base: a base image that is tagged latest; untagged_base: one
#   without tag and digest; port_range: a port above 65535; workdir_absolute: a WORKDIR that is
#   relative; workdir_system: one in a directory of the system; maintainer: MAINTAINER;
#   several_healthchecks: more than one in a stage; secret_name: ARG or ENV that is called like a
#   secret, with a value; json_form: CMD or ENTRYPOINT in the form of a shell; user_numeric: a user
#   by name.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: instruction
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: maintainer
#       required: true
#       validator: enum
#       values: [env_key, system_volume, latest_base, untagged_base, unpinned_base, port_range, workdir_absolute, workdir_system, maintainer, several_healthchecks, secret_name, json_form, user_numeric]
#   needs:
#     - dockerfile
#   messages:
#     - "{what is wrong}: {text}"
#   examples:
#     - {id: maintainer, gate: practice, trigger: instruction, action: WARN, params: [{name: check, value: maintainer}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: MAINTAINER, stage: 0, value: "x", expanded: "x", arguments: ["x"], start_line: 2, end_line: 2}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, value: "10001", expanded: "10001", arguments: ["10001"], start_line: 2, end_line: 2}]}}
package pratique.gates.practice.instruction

import data.pratique.gates.practice.instruction.several_healthchecks

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("env_key", rule, params) := data.pratique.gates.practice.instruction.env_key.findings(rule, params)

_findings("json_form", rule, params) := data.pratique.gates.practice.instruction.json_form.findings(rule, params)

_findings("latest_base", rule, params) := data.pratique.gates.practice.instruction.latest_base.findings(rule, params)

_findings("maintainer", rule, params) := data.pratique.gates.practice.instruction.maintainer.findings(rule, params)

_findings("port_range", rule, params) := data.pratique.gates.practice.instruction.port_range.findings(rule, params)

_findings("secret_name", rule, params) := data.pratique.gates.practice.instruction.secret_name.findings(rule, params)

_findings("several_healthchecks", rule, params) := several_healthchecks.findings(rule, params)

_findings("system_volume", rule, params) := data.pratique.gates.practice.instruction.system_volume.findings(
	rule,
	params,
)

_findings("unpinned_base", rule, params) := data.pratique.gates.practice.instruction.unpinned_base.findings(
	rule,
	params,
)

_findings("untagged_base", rule, params) := data.pratique.gates.practice.instruction.untagged_base.findings(
	rule,
	params,
)

_findings("user_numeric", rule, params) := data.pratique.gates.practice.instruction.user_numeric.findings(rule, params)

_findings("workdir_absolute", rule, params) := data.pratique.gates.practice.instruction.workdir_absolute.findings(
	rule,
	params,
)

_findings("workdir_system", rule, params) := data.pratique.gates.practice.instruction.workdir_system.findings(
	rule,
	params,
)
