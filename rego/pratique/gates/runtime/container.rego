# METADATA
# title: Containers
# description: >-
#   Fires for each container that runs with what a benchmark asks not to run with. What the source
#   of a container does not tell is unknown, never right.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: container
#   gate_description: Checks of containers, of the Docker daemon and of its host, as far as facts of them were given.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: privileged
#       required: true
#       validator: enum
#       values: [user, content_trust, apparmor, selinux, capabilities, privileged, sensitive_mounts, ssh, privileged_ports, ports, host_network, memory, cpu, readonly, bound_interface, restart, host_pid, host_ipc, devices, ulimits, propagation, host_uts, seccomp, cgroup, no_new_privileges, healthcheck, pids, default_bridge, host_userns, engine_socket, logging, secrets, device_files]
#     - name: allowed
#       attribute: allowed
#       applies: {check: [ports]}
#       description: For ports, those that may be published, separated by commas.
#       example: "8080"
#       validator: csv-any
#       default: ""
#     - name: accept_files
#       attribute: accept_files
#       applies: {check: [content_trust]}
#       description: For content_trust, whether signatures count that a file claims (--signatures), which anybody can write.
#       example: "true"
#       validator: bool
#       default: "false"
#     - name: bench_compatible
#       attribute: bench_compatible
#       applies: {check: [selinux]}
#       description: For selinux, to take any security option for a label, as Docker Bench for Security does.
#       example: "true"
#       validator: bool
#       default: "false"
#     - name: drop_all
#       attribute: drop_all
#       applies: {check: [capabilities]}
#       description: For capabilities, that a container also has to drop ALL, and to add what it needs.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs:
#     - containers
#     - {need: "parameters:allowed", when: {check: [ports], allowed: [""]}}
#   messages:
#     - "{container}: {what is wrong}"
#     - "Running as root: {container}"
#   examples:
#     - {id: privileged, gate: runtime, trigger: container, action: STOP, params: [{name: check, value: privileged}]}
#   samples:
#     - {containers: [{name: web, privileged: true}]}
#     - {containers: [{name: web, privileged: false}]}
package pratique.gates.runtime.container

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("apparmor", rule, params) := data.pratique.gates.runtime.container.apparmor.findings(rule, params)

_findings("bound_interface", rule, params) := data.pratique.gates.runtime.container.bound_interface.findings(
	rule,
	params,
)

_findings("capabilities", rule, params) := data.pratique.gates.runtime.container.capabilities.findings(rule, params)

_findings("cgroup", rule, params) := data.pratique.gates.runtime.container.cgroup.findings(rule, params)

_findings("content_trust", rule, params) := data.pratique.gates.runtime.container.content_trust.findings(rule, params)

_findings("cpu", rule, params) := data.pratique.gates.runtime.container.cpu.findings(rule, params)

_findings("default_bridge", rule, params) := data.pratique.gates.runtime.container.default_bridge.findings(rule, params)

_findings("device_files", rule, params) := data.pratique.gates.runtime.container.device_files.findings(rule, params)

_findings("devices", rule, params) := data.pratique.gates.runtime.container.devices.findings(rule, params)

_findings("engine_socket", rule, params) := data.pratique.gates.runtime.container.engine_socket.findings(rule, params)

_findings("healthcheck", rule, params) := data.pratique.gates.runtime.container.healthcheck.findings(rule, params)

_findings("host_ipc", rule, params) := data.pratique.gates.runtime.container.host_ipc.findings(rule, params)

_findings("host_network", rule, params) := data.pratique.gates.runtime.container.host_network.findings(rule, params)

_findings("host_pid", rule, params) := data.pratique.gates.runtime.container.host_pid.findings(rule, params)

_findings("host_userns", rule, params) := data.pratique.gates.runtime.container.host_userns.findings(rule, params)

_findings("host_uts", rule, params) := data.pratique.gates.runtime.container.host_uts.findings(rule, params)

_findings("logging", rule, params) := data.pratique.gates.runtime.container.logging.findings(rule, params)

_findings("memory", rule, params) := data.pratique.gates.runtime.container.memory.findings(rule, params)

_findings("no_new_privileges", rule, params) := data.pratique.gates.runtime.container.no_new_privileges.findings(
	rule,
	params,
)

_findings("pids", rule, params) := data.pratique.gates.runtime.container.pids.findings(rule, params)

_findings("ports", rule, params) := data.pratique.gates.runtime.container.ports.findings(rule, params)

_findings("privileged", rule, params) := data.pratique.gates.runtime.container.privileged.findings(rule, params)

_findings("privileged_ports", rule, params) := data.pratique.gates.runtime.container.privileged_ports.findings(
	rule,
	params,
)

_findings("propagation", rule, params) := data.pratique.gates.runtime.container.propagation.findings(rule, params)

_findings("readonly", rule, params) := data.pratique.gates.runtime.container.readonly.findings(rule, params)

_findings("restart", rule, params) := data.pratique.gates.runtime.container.restart.findings(rule, params)

_findings("seccomp", rule, params) := data.pratique.gates.runtime.container.seccomp.findings(rule, params)

_findings("secrets", rule, params) := data.pratique.gates.runtime.container.secrets.findings(rule, params)

_findings("selinux", rule, params) := data.pratique.gates.runtime.container.selinux.findings(rule, params)

_findings("sensitive_mounts", rule, params) := data.pratique.gates.runtime.container.sensitive_mounts.findings(
	rule,
	params,
)

_findings("ssh", rule, params) := data.pratique.gates.runtime.container.ssh.findings(rule, params)

_findings("ulimits", rule, params) := data.pratique.gates.runtime.container.ulimits.findings(rule, params)

_findings("user", rule, params) := data.pratique.gates.runtime.container.user.findings(rule, params)
