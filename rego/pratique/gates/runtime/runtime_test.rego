package pratique.gates.runtime_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening_test as shared
import data.pratique.gates.runtime

record := fixture.rule("runtime", "x")

mount(type, source) := {"type": type, "source": source, "target": "/t", "propagation": ""}

port(ip, host) := {"container_port": 80, "protocol": "tcp", "host_ip": ip, "host_port": host}

# check -> a container that it fires for -> one that it does not.
containers := {
	"user": [{"user": "0:0"}, {"user": "app"}],
	"content_trust": [{"content_trust": false}, {"content_trust": true}],
	"apparmor": [{"apparmor_profile": "unconfined"}, {"apparmor_profile": "docker-default"}],
	"selinux": [{"security_opt": ["label=disable"], "process_label": ""}, {"security_opt": ["label=type:x"]}],
	"capabilities": [{"cap_add": ["SYS_ADMIN"]}, {"cap_add": []}],
	"privileged": [{"privileged": true}, {"privileged": false}],
	"sensitive_mounts": [{"mounts": [mount("bind", "/etc/")]}, {"mounts": [mount("bind", "/dev/log"), mount("volume", "/etc")]}],
	"ssh": [{"processes": ["/usr/sbin/sshd -D"]}, {"processes": ["nginx"]}],
	"privileged_ports": [{"ports": [port("", 80)]}, {"ports": [port("", 8080)]}],
	"ports": [{"ports": [port("", 8080)], "publish_all": true}, {"ports": [port(null, null)], "publish_all": false}],
	"host_network": [{"network_mode": "host"}, {"network_mode": "none"}],
	"memory": [{"memory": 0}, {"memory": 1}],
	"cpu": [{"cpu_shares": 0}, {"cpu_shares": 0, "nano_cpus": 1}],
	"readonly": [{"readonly_rootfs": false}, {"readonly_rootfs": true}],
	"bound_interface": [{"ports": [port("0.0.0.0", 8080)]}, {"ports": [port("10.0.0.1", 8080)]}],
	"restart": [{"restart_policy": {"name": "always", "maximum_retry_count": 0}}, {"restart_policy": {"name": "on-failure", "maximum_retry_count": 5}}],
	"host_pid": [{"pid_mode": "host"}, {"pid_mode": ""}],
	"host_ipc": [{"ipc_mode": "host"}, {"ipc_mode": ""}],
	"devices": [{"devices": [{"host": "/dev/sda"}]}, {"devices": []}],
	"ulimits": [{"ulimits": []}, {"ulimits": [{"name": "nofile"}]}],
	"propagation": [{"mounts": [object.union(mount("bind", "/x"), {"propagation": "rshared"})]}, {"mounts": [mount("bind", "/x")]}],
	"host_uts": [{"uts_mode": "host"}, {"uts_mode": ""}],
	"seccomp": [{"seccomp_profile": "unconfined"}, {"seccomp_profile": ""}],
	"cgroup": [{"cgroup_parent": "/x"}, {"cgroup_parent": ""}],
	"no_new_privileges": [{"no_new_privileges": false}, {"no_new_privileges": true}],
	"healthcheck": [{"healthcheck": {"defined": false, "disabled": false}}, {"healthcheck": {"defined": true, "disabled": false}}],
	"pids": [{"pids_limit": 0}, {"pids_limit": 10}],
	"default_bridge": [{"network_mode": "default"}, {"network_mode": "own"}],
	"host_userns": [{"userns_mode": "host"}, {"userns_mode": ""}],
	"engine_socket": [{"mounts": [mount("bind", "/run/docker.sock")]}, {"mounts": [mount("bind", "/x")]}],
	"logging": [{"log_driver": "json-file"}, {"log_driver": "syslog"}],
}

container(check, c) := shared.said(results) if {
	results := runtime.container.findings(record, {"check": check, "allowed": ["443"], "bench_compatible": false}) with input as {"containers": [object.union({"name": "c"}, c)]}
}

test_container[check] if {
	some check, pair in containers
	some text in container(check, pair[0])
	regex.match(`^c: |: c`, text)
	container(check, pair[1]) == []
}

# What nobody has told is unknown.
test_container_untold[check] if {
	some check in object.keys(containers)
	some text in container(check, {})
	startswith(text, "unknown: containers: ")
}

test_container_incomplete if {
	container("capabilities", {"cap_add": [], "incomplete": ["cap_add"]}) == ["unknown: containers: cap_add of c"]
}

test_container_and_image if {
	image := {"image": {"config": {"User": "root", "Healthcheck": {"Test": ["CMD", "x"]}}}}
	document := object.union(image, {"containers": [{"name": "c", "user": null, "healthcheck": {"defined": false, "disabled": false}}]})
	shared.said(runtime.container.findings(record, {"check": "user"})) == [`Running as root: c (the user is "root")`] with input as document
	shared.said(runtime.container.findings(record, {"check": "healthcheck"})) == [] with input as document
}

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
	"tls": [effective({"tlsverify": true}), effective({"tlsverify": true, "tlscacert": "a", "tlscert": "b", "tlskey": "c"})],
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

daemon(check, d) := shared.said(results) if {
	results := runtime.daemon.findings(record, {"check": check, "minimum": "20"}) with input as {"daemon": d}
}

test_daemon[check] if {
	some check, pair in daemons
	count(daemon(check, pair[0])) > 0
	not startswith(daemon(check, pair[0])[0], "unknown")
	daemon(check, pair[1]) == []
	startswith(daemon(check, {})[0], "unknown: daemon: ")
}

files := {
	"host": {
		"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
		"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
		"mounts": [{"target": "/var/lib/docker"}],
		"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
		"files": {
			"/etc/docker": {"type": "dir", "mode": 16877, "uid": 0, "gid": 0},
			"/etc/default/docker": null,
			"/etc/docker/certs.d/r/ca.crt": {"type": "file", "mode": 33188, "uid": 1, "gid": 0},
			"/var/run/docker.sock": {"type": "socket", "mode": 49584, "uid": 0, "gid": 999},
			"/srv/docker.sock": {"type": "socket", "mode": 49584, "uid": 0, "gid": 1, "group": "docker"},
			"/ca.pem": {"type": "file", "mode": 33060, "uid": 0, "gid": 0},
		},
	},
	"daemon": {"effective": {"tlscacert": "/ca.pem"}},
}

hosts := [
	["partition", "", [], []],
	["docker_group", "", ["admin"], ["ubuntu may use Docker"]],
	["docker_group", "", ["ubuntu"], []],
	["audit", "/usr/bin/docker", [], []],
	["audit", "/usr/bin/docker-runc", [], ["/usr/bin/docker-runc is not audited"]],
	["audit", "/etc/default/docker", [], []],
	["owner", "/etc/docker", ["0:0"], []],
	["owner", "/etc/docker/certs.d/**", ["0:0"], ["/etc/docker/certs.d/r/ca.crt belongs to 1:0"]],
	["owner", "/var/run/docker.sock", ["root:docker"], []],
	["owner", "/srv/docker.sock", ["root:docker"], []],
	["owner", "/nowhere", ["0:0"], ["unknown: host.files of /nowhere"]],
	["mode", "/etc/docker", ["755"], []],
	["mode", "/etc/docker", ["750"], ["/etc/docker has the mode 0755"]],
	["mode", "/etc/default/docker", ["644"], []],
	["mode", "@tlscacert", ["444"], []],
	["mode", "@tlskey", ["400"], ["unknown: host.files of @tlskey"]],
	["swarm_listener", "", [], ["the swarm listens on *:2377"]],
]

test_host[sprintf("%d %s %s", [i, row[0], row[1]])] if {
	some i, row in hosts
	results := runtime.host.findings(record, {"check": row[0], "path": row[1], "allowed": row[2]}) with input as files
	shared.said(results) == row[3]
}

test_host_partition if {
	document := {"host": {"mounts": []}, "daemon": {"info": {"DockerRootDir": "/data"}}}
	shared.said(runtime.host.findings(record, {"check": "partition"})) == ["/data is on the host's own partition"] with input as document
}

test_host_untold[check] if {
	some check in ["partition", "docker_group", "audit", "swarm_listener"]
	results := runtime.host.findings(record, {"check": check, "path": "/x", "allowed": ["x"]}) with input as {"host": {}}
	startswith(shared.said(results)[0], "unknown: host.")
}
