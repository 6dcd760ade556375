package pratique.gates.runtime.container_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

findings(check, document) := results if {
	params := {"check": check, "allowed": [], "bench_compatible": false, "accept_files": false}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

# Two containers may have one name, and one may have none.
test_location if {
	containers := {"containers": [{"name": "web", "memory": 1}, {"name": "web", "memory": 0}, {}]}
	[fires, unknown] := findings("memory", containers)
	fires.location == {"pointer": "/containers/1"}
	unknown.unknown.location == {"pointer": "/containers/2"}
	unknown.unknown.needs == ["containers: memory of unnamed container is not known"]
}

test_trigger_id_without_name if {
	containers := {"containers": [
		{"id": "a", "memory": 0},
		{"name": null, "image_ref": "nginx", "memory": 0},
		{"memory": 0},
	]}
	fixture.separate(findings("memory", containers))
}

checks := {
	"apparmor", "bound_interface", "capabilities", "cgroup", "content_trust", "cpu", "default_bridge", "device_files",
	"devices", "engine_socket", "healthcheck", "host_ipc", "host_network", "host_pid", "host_userns", "host_uts",
	"logging", "memory", "no_new_privileges", "pids", "ports", "privileged", "privileged_ports", "propagation",
	"readonly", "restart", "seccomp", "secrets", "selinux", "sensitive_mounts", "ssh", "ulimits", "user",
}

# What a pod does not tell is null, and no error.
nothing := {
	"name": "pod/app", "id": null, "image_ref": null, "image_id": null, "user": null, "run_as_non_root": null,
	"env": null, "entrypoint": null, "command": null, "privileged": null, "cap_add": null, "security_opt": null,
	"no_new_privileges": null, "seccomp_profile": null, "apparmor_profile": null, "process_label": null,
	"readonly_rootfs": null, "network_mode": null, "pid_mode": null, "ipc_mode": null, "uts_mode": null,
	"userns_mode": null, "cgroup_parent": null, "memory": null, "cpu_shares": null, "nano_cpus": null,
	"cpu_quota": null, "pids_limit": null, "ulimits": null, "devices": null, "restart_policy": null,
	"log_driver": null, "healthcheck": null, "ports": null, "publish_all": null, "content_trust": null,
	"processes": null, "mounts": null,
}

test_nothing_told[check] if {
	some check in checks
	texts := fixture.messages(findings(check, {"containers": [nothing]}))
	count(texts) > 0
	every text in texts {
		startswith(text, "unknown: containers: ")
	}
}

test_no_such_check if not findings("nothing", {"containers": [nothing]})
