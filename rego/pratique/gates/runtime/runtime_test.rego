package pratique.gates.runtime_test

import data.pratique.fixture_test as fixture
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
	"device_files": [{"mounts": [mount("bind", "/dev/log")]}, {"mounts": [mount("bind", "/dev/"), mount("volume", "/dev/log")]}],
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

container(check, c) := fixture.messages(results) if {
	results := runtime.container.findings(record, {"check": check, "allowed": ["443"], "bench_compatible": false, "accept_files": false}) with input as {"containers": [object.union({"name": "c"}, c)]}
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
	fixture.messages(runtime.container.findings(record, {"check": "user"})) == [`Running as root: c (the user is "root")`] with input as document
	fixture.messages(runtime.container.findings(record, {"check": "healthcheck"})) == [] with input as document
}
