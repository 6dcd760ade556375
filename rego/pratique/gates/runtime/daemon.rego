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
#       description: For version, the least one; for managers, the greatest number of them.
#       example: "27.0.0"
#       validator: string
#       default: ""
#   needs:
#     - daemon
#     - {need: "parameters:minimum", when: {check: [version], minimum: [""]}}
#   messages:
#     - "{what is wrong}"
#   examples:
#     - {id: icc, gate: runtime, trigger: daemon, action: STOP, params: [{name: check, value: icc}]}
#   samples:
#     - {daemon: {effective: {icc: true}}}
#     - {daemon: {effective: {icc: false}}}
package pratique.gates.runtime.daemon

import data.pratique.lib.finding

# METADATA
# description: One finding a fact that is wrong.
findings(rule, params) := [finding.new(rule, {"message": message}) | some message in _wrong(params.check, params)] if _known(params.check)

findings(rule, params) := [finding.unknown(rule, [sprintf("daemon: %s", [concat(" or ", [concat(".", path) | some path in _facts[params.check]])])])] if {
	not _known(params.check)
}

# Where the fact stands: each is enough.
_facts := {
	"version": [["version", "Server", "Version"], ["info", "ServerVersion"]],
	"icc": [["effective", "icc"]],
	"log_level": [["effective"]],
	"iptables": [["effective"]],
	"insecure_registries": [["effective"], ["info", "RegistryConfig"]],
	"aufs": [["info", "Driver"], ["effective", "storage-driver"]],
	"tls": [["effective"]],
	"default_ulimits": [["effective"]],
	"userns": [["effective"], ["info", "SecurityOptions"]],
	"cgroup": [["effective"]],
	"base_size": [["effective"]],
	"authorization": [["effective"], ["info", "Plugins"]],
	"remote_logging": [["info", "LoggingDriver"], ["effective", "log-driver"]],
	"registry_v1": [["effective"]],
	"live_restore": [["info", "LiveRestoreEnabled"], ["effective", "live-restore"]],
	"swarm": [["info", "Swarm", "LocalNodeState"]],
	"managers": [["info", "Swarm", "Managers"]],
	"userland_proxy": [["effective", "userland-proxy"]],
	"encrypted_networks": [["networks"]],
	"seccomp": [["info", "SecurityOptions"]],
	"experimental": [["info", "ExperimentalBuild"], ["version", "Server", "Experimental"]],
	"autolock": [["info", "Swarm", "Cluster", "Spec", "EncryptionConfig", "AutoLockManagers"]],
}

_known(check) if {
	some path in _facts[check]
	object.get(input.daemon, path, null) != null
}

_value(check) := [value | some path in _facts[check]; value := object.get(input.daemon, path, null); value != null][0]

_option(name, default_value) := object.get(object.get(input.daemon, "effective", {}), name, default_value)

_wrong("version", params) := [sprintf("the version is %s, less than %s", [_value("version"), params.minimum]) | _less(_value("version"), params.minimum)]

_wrong("icc", _) := ["containers on the default bridge reach each other" | _value("icc") != false]

_wrong("log_level", _) := [sprintf("the level of the log is %s", [level]) | level := _option("log-level", "info"); not level in {"info", "", null}]

_wrong("iptables", _) := ["the daemon leaves iptables alone" | _option("iptables", true) == false]

_wrong("insecure_registries", _) := [sprintf("the registry %s needs no TLS", [registry]) |
	some registry in _insecure
	not registry in {"127.0.0.0/8", "::1/128", "localhost"}
]

_wrong("aufs", _) := ["the storage driver is aufs" | _value("aufs") == "aufs"]

_wrong("tls", _) := ["clients are not authenticated by TLS" |
	count([name | some name in ["tlsverify", "tlscacert", "tlscert", "tlskey"]; not _option(name, false) in {false, "", null}]) < 4
]

_wrong("default_ulimits", _) := ["there are no default limits" | count(_option("default-ulimits", {})) == 0]

_wrong("userns", _) := ["user namespaces are not mapped" |
	_option("userns-remap", "") in {"", null}
	not _security("userns")
]

_wrong("cgroup", _) := [sprintf("the cgroup of containers is %s", [parent]) | parent := _option("cgroup-parent", ""); not parent in {"", null}]

_wrong("base_size", _) := [sprintf("the base device has another size: %s", [option]) | some option in _option("storage-opts", []); contains(option, "dm.basesize")]

_wrong("authorization", _) := ["no plugin authorizes requests" | count(_option("authorization-plugins", [])) == 0; count(_plugins) == 0]

_wrong("remote_logging", _) := [sprintf("logs stay on the host: the driver is %s", [_value("remote_logging")]) | _value("remote_logging") in {"json-file", "local", "none"}]

_wrong("registry_v1", _) := ["the legacy registry is used" | _option("disable-legacy-registry", false) != true]

_wrong("live_restore", _) := ["containers stop with the daemon" | _value("live_restore") != true; not _in_swarm]

_wrong("swarm", _) := [sprintf("the daemon is in a swarm: %s", [_value("swarm")]) | _value("swarm") != "inactive"]

_wrong("managers", params) := [sprintf("the swarm has %d managers, more than %s", [_value("managers"), params.minimum]) | _value("managers") > to_number(params.minimum)]

_wrong("userland_proxy", _) := ["the userland proxy is on" | _value("userland_proxy") != false]

_wrong("encrypted_networks", _) := [sprintf("the network %s is not encrypted", [network.name]) |
	some network in input.daemon.networks
	network.driver == "overlay"
	not "encrypted" in object.keys(network.options)
]

_wrong("seccomp", _) := ["the seccomp profile is not the default" |
	count([option | some option in input.daemon.info.SecurityOptions; contains(option, "seccomp"); regex.match(`profile=(?:default|builtin)`, option)]) == 0
]

_wrong("experimental", _) := ["experimental features are on" | _value("experimental") == true]

_wrong("autolock", _) := ["managers of the swarm are not locked" | _value("autolock") != true]

_insecure := array.concat(_option("insecure-registries", []), array.concat(
	object.get(input.daemon, ["info", "RegistryConfig", "InsecureRegistryCIDRs"], []),
	[name | some name, index in object.get(input.daemon, ["info", "RegistryConfig", "IndexConfigs"], {}); index.Secure == false],
))

default _plugins := []

_plugins := input.daemon.info.Plugins.Authorization if is_array(input.daemon.info.Plugins.Authorization)

_security(name) if {
	some option in input.daemon.info.SecurityOptions
	startswith(trim_prefix(option, "name="), name)
}

_in_swarm if input.daemon.info.Swarm.LocalNodeState == "active"

_less(version, minimum) if _numbers(version) < _numbers(minimum)

_numbers(version) := [to_number(digits) | some digits in regex.find_n(`[0-9]+`, regex.replace(version, `[-+~].*$`, ""), 4)]
