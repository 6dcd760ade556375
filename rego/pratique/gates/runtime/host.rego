# METADATA
# title: The host
# description: >-
#   Fires where the host of the daemon is not set up as a benchmark asks. A fact that nobody
#   supplied is unknown, never right; a file that was looked for and is not there needs nothing.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: host
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: audit
#       required: true
#       validator: enum
#       values: [partition, docker_group, docker_members, audit, owner, mode, swarm_listener, exec_privileged, exec_user]
#     - name: path
#       attribute: path
#       applies: {check: [audit, owner, mode]}
#       description: >-
#         For audit, owner and mode, the places where the file may be, separated by commas; for owner and mode, * stands
#         for anything but a slash and ** for anything, and @NAME is the file that the daemon's option NAME names.
#       example: /etc/docker
#       validator: csv-any
#       default: ""
#     - name: allowed
#       attribute: allowed
#       applies: {check: [docker_group, owner, mode]}
#       description: For docker_group its members, for owner USER:GROUP, for mode the most bits, octal.
#       example: "644"
#       validator: csv-any
#       default: ""
#   needs:
#     - host
#     - {need: "parameters:allowed", when: {check: [docker_group], allowed: [""]}}
#   messages:
#     - "{what is wrong}"
#   examples:
#     - {id: audit, gate: runtime, trigger: host, action: STOP, params: [{name: check, value: audit}, {name: path, value: /etc/docker}]}
#   samples:
#     - {host: {audit_rules: []}}
#     - {host: {audit_rules: ["-w /etc/docker -p rwxa -k docker"]}}
package pratique.gates.runtime.host

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("audit", rule, params) := data.pratique.gates.runtime.host.audit.findings(rule, params)

_findings("docker_group", rule, params) := data.pratique.gates.runtime.host.docker_group.findings(rule, params)

_findings("docker_members", rule, params) := data.pratique.gates.runtime.host.docker_members.findings(rule, params)

_findings("exec_privileged", rule, params) := data.pratique.gates.runtime.host.exec_privileged.findings(rule, params)

_findings("exec_user", rule, params) := data.pratique.gates.runtime.host.exec_user.findings(rule, params)

_findings("mode", rule, params) := data.pratique.gates.runtime.host.mode.findings(rule, params)

_findings("owner", rule, params) := data.pratique.gates.runtime.host.owner.findings(rule, params)

_findings("partition", rule, params) := data.pratique.gates.runtime.host.partition.findings(rule, params)

_findings("swarm_listener", rule, params) := data.pratique.gates.runtime.host.swarm_listener.findings(rule, params)
