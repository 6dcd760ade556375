# METADATA
# title: Commands of RUN
# description: >-
#   Fires for commands that good Dockerfiles do without. sudo: a command by sudo; pointless: one
#   that makes no sense in a container (ssh, vim, mount, …); apk_cache: apk add that keeps its
#   cache; apt_lists: an apt-get update whose lists stay in the layer; dist_upgrade: an upgrade of
#   the distribution; recommends: apt-get install with what is only recommended; apt_pinned,
#   apk_pinned, pip_pinned, npm_pinned: a package without a version; apt_pattern: a version of
#   which an asterisk leaves the end open; pipefail: a pipe in which
#   only the last command can fail; world_writable: chmod and its like with a mode that lets
#   everyone write.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: command
#   gate_description: Good practice of Dockerfiles and images, as linters ask for it.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: sudo
#       required: true
#       validator: enum
#       values: [sudo, pointless, apk_cache, apt_lists, dist_upgrade, recommends, apt_pinned, apt_pattern, apk_pinned, pip_pinned, npm_pinned, pipefail, world_writable]
#   needs:
#     - dockerfile
#   messages:
#     - "{what is wrong}: {command}"
#   examples:
#     - {id: sudo, gate: practice, trigger: command, action: WARN, params: [{name: check, value: sudo}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, value: "sudo x", expanded: "sudo x", arguments: ["sudo x"], start_line: 2, end_line: 2, commands: [{name: sudo, arguments: [x]}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, value: "x", expanded: "x", arguments: ["x"], start_line: 2, end_line: 2, commands: [{name: x, arguments: []}]}]}}
package pratique.gates.practice.command

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("apk_cache", rule, params) := data.pratique.gates.practice.command.apk_cache.findings(rule, params)

_findings("apk_pinned", rule, params) := data.pratique.gates.practice.command.apk_pinned.findings(rule, params)

_findings("apt_lists", rule, params) := data.pratique.gates.practice.command.apt_lists.findings(rule, params)

_findings("apt_pattern", rule, params) := data.pratique.gates.practice.command.apt_pattern.findings(rule, params)

_findings("apt_pinned", rule, params) := data.pratique.gates.practice.command.apt_pinned.findings(rule, params)

_findings("dist_upgrade", rule, params) := data.pratique.gates.practice.command.dist_upgrade.findings(rule, params)

_findings("npm_pinned", rule, params) := data.pratique.gates.practice.command.npm_pinned.findings(rule, params)

_findings("pip_pinned", rule, params) := data.pratique.gates.practice.command.pip_pinned.findings(rule, params)

_findings("pipefail", rule, params) := data.pratique.gates.practice.command.pipefail.findings(rule, params)

_findings("pointless", rule, params) := data.pratique.gates.practice.command.pointless.findings(rule, params)

_findings("recommends", rule, params) := data.pratique.gates.practice.command.recommends.findings(rule, params)

_findings("sudo", rule, params) := data.pratique.gates.practice.command.sudo.findings(rule, params)

_findings("world_writable", rule, params) := data.pratique.gates.practice.command.world_writable.findings(rule, params)
