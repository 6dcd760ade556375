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

import data.pratique.lib.daemon
import data.pratique.lib.finding

# METADATA
# description: One finding a fact that is wrong; what is not known of some network or option is unknown beside them.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message}) | some message in _wrong(params.check, params)],
	[finding.unknown(rule, [sprintf("daemon: %s", [fact])]) | some fact in _open(params.check)],
) if {
	_known(params.check)
}

findings(rule, params) := [finding.unknown(rule, [sprintf("daemon: %s", [concat(" or ", [concat(".", path) | some path in _facts[params.check]])])])] if {
	not _known(params.check)
}

# Where the fact stands: each is enough. What the running daemon says goes before its configuration.
_facts := {
	"version": [["version", "Server", "Version"], ["info", "ServerVersion"]],
	"icc": [["networks", "bridge"], ["effective", "icc"]],
	"log_level": [["effective", "log-level"]],
	"iptables": [["effective", "iptables"]],
	"insecure_registries": [["info", "RegistryConfig"], ["effective", "insecure-registries"]],
	"aufs": [["info", "Driver"], ["effective", "storage-driver"]],
	"tls": [["effective", "hosts"]],
	"default_ulimits": [["effective", "default-ulimits"]],
	"userns": [["effective", "userns-remap"], ["info", "SecurityOptions"]],
	"cgroup": [["effective", "cgroup-parent"]],
	"base_size": [["effective", "storage-opts"]],
	"authorization": [["effective", "authorization-plugins"], ["info", "Plugins"]],
	"remote_logging": [["info", "LoggingDriver"], ["effective", "log-driver"]],
	"registry_v1": [["effective", "disable-legacy-registry"]],
	"live_restore": [["info", "LiveRestoreEnabled"], ["effective", "live-restore"]],
	"swarm": [["info", "Swarm", "LocalNodeState"]],
	"managers": [["info", "Swarm", "Managers"]],
	"userland_proxy": [["effective", "userland-proxy"]],
	"encrypted_networks": [["networks"]],
	"seccomp": [["info", "SecurityOptions"], ["effective", "seccomp-profile"]],
	"experimental": [["info", "ExperimentalBuild"], ["version", "Server", "Experimental"], ["effective", "experimental"]],
	"autolock": [["info", "Swarm", "Cluster", "Spec", "EncryptionConfig", "AutoLockManagers"]],
}

_known(check) if _values(check) != []

_known("aufs") if count(_container_drivers) > 0

_known("registry_v1") if daemon.without_legacy_registry

# What each of the facts says, without those that nobody told.
_values(check) := [value |
	some path in _facts[check]
	value := _told(path)
]

_value(check) := _values(check)[0]

_told(path) := daemon.option(path[1]) if path[0] == "effective"

_told(path) := value if {
	path[0] in {"info", "version"}
	value := object.get(input.daemon, path, null)
	value != null
}

_told(["networks"]) := input.daemon.networks if is_array(input.daemon.networks)

_told(["networks", "bridge"]) := [enabled |
	some network in input.daemon.networks
	network.name == "bridge"
	enabled := network.options["com.docker.network.bridge.enable_icc"] == "true"
][0]

# What is left open beside what is known.
_open("live_restore") := ["info.Swarm.LocalNodeState" | _value("live_restore") != true; not daemon.informed]

_open("version") := ["a version with numbers" | not daemon.version]

# A worker of a swarm counts no managers.
_open("managers") := ["info.Swarm.Managers of a manager" | _is_worker]

_open("tls") := [sprintf("effective.%s", [name]) | daemon.listens; some name in _tls_options; not _has_option(name)]

_open("encrypted_networks") := [sprintf("the options of the network %s", [network.name]) |
	some network in input.daemon.networks
	network.driver == "overlay"
	not is_object(object.get(network, "options", null))
]

_open(check) := [] if not check in {"live_restore", "version", "managers", "tls", "encrypted_networks"}

_is_worker if input.daemon.info.Swarm.ControlAvailable == false

_tls_options := ["tlsverify", "tlscacert", "tlscert", "tlskey"]

_has_option(name) if daemon.option(name) != null

_wrong("version", params) := [sprintf("the version is %s, less than %s", [daemon.version, params.minimum]) | daemon.numbers(daemon.version) < daemon.numbers(params.minimum)]

_wrong("icc", _) := ["containers on the default bridge reach each other" | _value("icc") != false]

_wrong("log_level", _) := [sprintf("the level of the log is %s", [level]) | level := _value("log_level"); not level in {"info", ""}]

_wrong("iptables", _) := ["the daemon leaves iptables alone" | _value("iptables") == false]

_wrong("insecure_registries", _) := [sprintf("the registry %s needs no TLS", [registry]) |
	some registry in sort(_insecure)
	not registry in {"127.0.0.0/8", "::1/128", "localhost"}
]

_wrong("aufs", _) := ["the storage driver is aufs" | "aufs" in array.concat(array.slice(_values("aufs"), 0, 1), _container_drivers)]

_wrong("tls", _) := ["clients are not authenticated by TLS" |
	daemon.listens
	count([name | some name in _tls_options; daemon.option(name) in {false, ""}]) > 0
]

_wrong("default_ulimits", _) := ["there are no default limits" | count(_value("default_ulimits")) == 0]

_wrong("userns", _) := ["user namespaces are not mapped" | daemon.maps_no_users]

_wrong("cgroup", _) := [sprintf("the cgroup of containers is %s", [parent]) | parent := _value("cgroup"); parent != ""]

_wrong("base_size", _) := [sprintf("the base device has another size: %s", [option]) | some option in _value("base_size"); contains(option, "dm.basesize")]

_wrong("authorization", _) := ["no plugin authorizes requests" | count(_plugins) == 0]

_wrong("remote_logging", _) := [sprintf("logs stay on the host: the driver is %s", [daemon.log_driver]) | daemon.log_driver in {"json-file", "local", "none"}]

_wrong("registry_v1", _) := ["the legacy registry is used" | not daemon.without_legacy_registry; _value("registry_v1") != true]

_wrong("live_restore", _) := ["containers stop with the daemon" | _value("live_restore") != true; daemon.informed; not _in_swarm]

_wrong("swarm", _) := [sprintf("the daemon is in a swarm: %s", [_value("swarm")]) | _value("swarm") != "inactive"]

_wrong("managers", params) := [sprintf("the swarm has %d managers, more than %s", [_value("managers"), params.minimum]) | _value("managers") > to_number(params.minimum)]

_wrong("userland_proxy", _) := ["the userland proxy is on" | _value("userland_proxy") != false]

_wrong("encrypted_networks", _) := [sprintf("the network %s is not encrypted", [network.name]) |
	some network in input.daemon.networks
	network.driver == "overlay"
	is_object(network.options)
	not "encrypted" in object.keys(network.options)
]

_wrong("seccomp", _) := ["the seccomp profile is not the default" | not _default_seccomp]

_wrong("experimental", _) := ["experimental features are on" | _value("experimental") == true]

_wrong("autolock", _) := ["managers of the swarm are not locked" | _value("autolock") != true]

_container_drivers := [container.storage_driver | some container in input.containers; is_string(container.storage_driver)]

_insecure := {registry | some registry in daemon.option("insecure-registries")} | ({cidr |
	some cidr in input.daemon.info.RegistryConfig.InsecureRegistryCIDRs
} | {name | some name, index in input.daemon.info.RegistryConfig.IndexConfigs; index.Secure == false})

_plugins := {plugin | some plugin in daemon.option("authorization-plugins")} | {plugin | some plugin in input.daemon.info.Plugins.Authorization}

_in_swarm if input.daemon.info.Swarm.LocalNodeState == "active"

# Without a profile the entry is of a daemon that has none but the default.
_default_seccomp if {
	some entry in input.daemon.info.SecurityOptions
	regex.match(`^(?:name=)?seccomp(?:$|,profile=(?:default|builtin)$)`, entry)
}

_default_seccomp if {
	not daemon.describes_security
	daemon.option("seccomp-profile") in {"", "default", "builtin"}
}
