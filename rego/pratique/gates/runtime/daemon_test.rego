package pratique.gates.runtime.daemon_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime

record := fixture.rule("runtime", "daemon")

info(parts) := {"info": parts}

effective(parts) := {"effective": parts}

# check -> a daemon that it fires for -> one that it does not.
daemons := {
	"version": [info({"ServerVersion": "1.12.1"}), {"version": {"Server": {"Version": "27.3.1-ce"}}}],
	"icc": [effective({"icc": true}), effective({"icc": false})],
	"log_level": [effective({"log-level": "error"}), effective({})],
	"iptables": [effective({"iptables": false}), effective({})],
	"insecure_registries": [object.union(effective({"insecure-registries": ["r:5000"]}), info({"RegistryConfig": {"IndexConfigs": {"x": {"Secure": false}}}})), effective({"insecure-registries": ["127.0.0.0/8"]})],
	"aufs": [info({"Driver": "aufs"}), effective({"storage-driver": "overlay2"})],
	"tls": [effective({"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true}), effective({"tlsverify": true, "tlscacert": "a", "tlscert": "b", "tlskey": "c"})],
	"default_ulimits": [effective({}), effective({"default-ulimits": {"nofile": {}}})],
	"userns": [effective({}), info({"SecurityOptions": ["name=userns"]})],
	"cgroup": [effective({"cgroup-parent": "/x"}), effective({})],
	"base_size": [effective({"storage-opts": ["dm.basesize=20G"]}), effective({})],
	"authorization": [effective({}), info({"Plugins": {"Authorization": ["x"]}})],
	"remote_logging": [info({"LoggingDriver": "json-file"}), info({"LoggingDriver": "syslog"})],
	"registry_v1": [effective({}), effective({"disable-legacy-registry": true})],
	"live_restore": [info({"LiveRestoreEnabled": false}), info({"LiveRestoreEnabled": false, "Swarm": {"LocalNodeState": "active"}})],
	"swarm": [info({"Swarm": {"LocalNodeState": "active"}}), info({"Swarm": {"LocalNodeState": "inactive"}})],
	"managers": [info({"Swarm": {"Managers": 99}}), info({"Swarm": {"Managers": 3}})],
	"userland_proxy": [effective({"userland-proxy": true}), effective({"userland-proxy": false})],
	"encrypted_networks": [{"networks": [{"name": "n", "driver": "overlay", "options": {}}]}, {"networks": [{"name": "n", "driver": "overlay", "options": {"encrypted": ""}}]}],
	"seccomp": [info({"SecurityOptions": ["name=seccomp,profile=unconfined"]}), info({"SecurityOptions": ["name=seccomp,profile=default"]})],
	"experimental": [info({"ExperimentalBuild": true}), {"version": {"Server": {"Experimental": false}}}],
	"autolock": [info({"Swarm": {"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": false}}}}}), info({"Swarm": {"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": true}}}}})],
}

daemon(check, d) := fixture.messages(results) if {
	results := runtime.daemon.findings(record, {"check": check, "minimum": "20"}) with input as {"daemon": d}
}

test_daemon[check] if {
	some check, pair in daemons
	count(daemon(check, pair[0])) > 0
	not startswith(daemon(check, pair[0])[0], "unknown")
	daemon(check, pair[1]) == []
	every text in daemon(check, {}) {
		startswith(text, "unknown: daemon: ")
	}
	count(daemon(check, {})) > 0
}

network(name, driver, options) := {"networks": [{"name": name, "driver": driver, "options": options}]}

bridge(enabled) := network("bridge", "bridge", {"com.docker.network.bridge.enable_icc": enabled})

# check, a daemon, what is said of it.
odd := [
	["icc", bridge("false"), []],
	["icc", object.union(bridge("true"), effective({"icc": false})), ["containers on the default bridge reach each other"]],
	["icc", network("bridge", "bridge", {}), ["unknown: daemon: networks.bridge or effective.icc"]],
	["icc", effective({"icc": null}), ["unknown: daemon: networks.bridge or effective.icc"]],
	["icc", effective({}), ["containers on the default bridge reach each other"]],
	["log_level", effective({"log-level": null}), ["unknown: daemon: effective.log-level"]],
	["aufs", object.union(info({"Driver": "overlay2"}), effective({"storage-driver": "aufs"})), []],
	["tls", effective({"hosts": ["unix:///x"]}), []],
	["tls", effective({"hosts": null}), ["unknown: daemon: effective.hosts"]],
	["tls", effective({"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true, "tlscacert": null, "tlscert": "b", "tlskey": "c"}), ["unknown: daemon: effective.tlscacert"]],
	["userns", effective({"userns-remap": "default"}), []],
	["authorization", info({"Plugins": {"Authorization": null}}), ["no plugin authorizes requests"]],
	["registry_v1", info({"ServerVersion": "27.3.1"}), []],
	["registry_v1", info({"ServerVersion": "17.09.1-ce"}), ["unknown: daemon: effective.disable-legacy-registry"]],
	["version", info({"ServerVersion": "dev"}), ["unknown: daemon: a version with numbers"]],
	["live_restore", effective({}), ["unknown: daemon: info.Swarm.LocalNodeState"]],
	["managers", info({"Swarm": {"ControlAvailable": false, "Managers": 0}}), ["unknown: daemon: info.Swarm.Managers of a manager"]],
	["encrypted_networks", network("n", "overlay", null), ["unknown: daemon: the options of the network n"]],
	["encrypted_networks", network("n", "bridge", null), []],
	["seccomp", info({"SecurityOptions": ["apparmor", "seccomp"]}), []],
	["seccomp", effective({}), []],
	["seccomp", effective({"seccomp-profile": "/x.json"}), ["the seccomp profile is not the default"]],
	["experimental", effective({"experimental": true}), ["experimental features are on"]],
]

test_odd[sprintf("%d %s", [i, row[0]])] if {
	some i, row in odd
	daemon(row[0], row[1]) == row[2]
}

# A container tells its storage driver, where nobody has asked the daemon.
test_storage_driver_of_a_container if {
	document := {"containers": [{"storage_driver": "aufs"}, {"storage_driver": null}]}
	fixture.messages(runtime.daemon.findings(record, {"check": "aufs"})) == ["the storage driver is aufs"] with input as document
}
