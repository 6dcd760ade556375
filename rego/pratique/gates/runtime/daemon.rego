# METADATA
# title: The daemon
# description: >-
#   Fires where the Docker daemon is not set up as a benchmark asks. A fact that nobody supplied
#   is unknown, never right.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: daemon
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: icc
#       required: true
#       validator: enum
#       values: [version, icc, log_level, iptables, insecure_registries, aufs, tls, default_ulimits, userns, cgroup, base_size, authorization, remote_logging, registry_v1, live_restore, swarm, managers, userland_proxy, encrypted_networks, seccomp, experimental, autolock]
#     - name: minimum
#       attribute: minimum
#       applies: {check: [version, managers]}
#       description: For version, the least one; for managers, the greatest number of them.
#       example: "27.0.0"
#       validator: string
#       default: ""
#   needs:
#     - {need: daemon, when: {check: [version, icc, log_level, iptables, insecure_registries, tls, default_ulimits, userns, cgroup, base_size, authorization, remote_logging, registry_v1, live_restore, swarm, managers, userland_proxy, encrypted_networks, seccomp, experimental, autolock]}}
#     - {need: "parameters:minimum", when: {check: [version], minimum: [""]}}
#   messages:
#     - "{what is wrong}"
#   examples:
#     - {id: icc, gate: runtime, trigger: daemon, action: STOP, params: [{name: check, value: icc}]}
#   samples:
#     - {daemon: {effective: {icc: true}}}
#     - {daemon: {effective: {icc: false}}}
package pratique.gates.runtime.daemon

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("aufs", rule, params) := data.pratique.gates.runtime.daemon.aufs.findings(rule, params)

_findings("authorization", rule, params) := data.pratique.gates.runtime.daemon.authorization.findings(rule, params)

_findings("autolock", rule, params) := data.pratique.gates.runtime.daemon.autolock.findings(rule, params)

_findings("base_size", rule, params) := data.pratique.gates.runtime.daemon.base_size.findings(rule, params)

_findings("cgroup", rule, params) := data.pratique.gates.runtime.daemon.cgroup.findings(rule, params)

_findings("default_ulimits", rule, params) := data.pratique.gates.runtime.daemon.default_ulimits.findings(rule, params)

_findings("encrypted_networks", rule, params) := data.pratique.gates.runtime.daemon.encrypted_networks.findings(
	rule,
	params,
)

_findings("experimental", rule, params) := data.pratique.gates.runtime.daemon.experimental.findings(rule, params)

_findings("icc", rule, params) := data.pratique.gates.runtime.daemon.icc.findings(rule, params)

_findings("insecure_registries", rule, params) := data.pratique.gates.runtime.daemon.insecure_registries.findings(
	rule,
	params,
)

_findings("iptables", rule, params) := data.pratique.gates.runtime.daemon.iptables.findings(rule, params)

_findings("live_restore", rule, params) := data.pratique.gates.runtime.daemon.live_restore.findings(rule, params)

_findings("log_level", rule, params) := data.pratique.gates.runtime.daemon.log_level.findings(rule, params)

_findings("managers", rule, params) := data.pratique.gates.runtime.daemon.managers.findings(rule, params)

_findings("registry_v1", rule, params) := data.pratique.gates.runtime.daemon.registry_v1.findings(rule, params)

_findings("remote_logging", rule, params) := data.pratique.gates.runtime.daemon.remote_logging.findings(rule, params)

_findings("seccomp", rule, params) := data.pratique.gates.runtime.daemon.seccomp.findings(rule, params)

_findings("swarm", rule, params) := data.pratique.gates.runtime.daemon.swarm.findings(rule, params)

_findings("tls", rule, params) := data.pratique.gates.runtime.daemon.tls.findings(rule, params)

_findings("userland_proxy", rule, params) := data.pratique.gates.runtime.daemon.userland_proxy.findings(rule, params)

_findings("userns", rule, params) := data.pratique.gates.runtime.daemon.userns.findings(rule, params)

_findings("version", rule, params) := data.pratique.gates.runtime.daemon.version.findings(rule, params)
