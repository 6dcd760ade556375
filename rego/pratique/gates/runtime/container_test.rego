package pratique.gates.runtime.container_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

record := fixture.rule("runtime", "container")

said(check, document) := fixture.messages(results) if {
	results := container.findings(record, {"check": check, "allowed": [], "bench_compatible": false}) with input as document
}

web(parts) := object.union({"name": "web"}, parts)

image(config) := {"id": "abc", "digest": null, "repository": "library/nginx", "config": config}

secret(path, fingerprint) := {"name": "DB_PASSWORD", "source": "container_env", "path": path, "fingerprint": fingerprint}

# name -> check, document, what is said of it.
cases := {
	"a secret": ["secrets", {"containers": [web({"env": []}), web({"name": "db", "env": ["DB_PASSWORD=[redacted]"]})], "secrets": [secret("/containers/1/env/0", "ab")]}, ["db: a secret stands in its environment: DB_PASSWORD"]],
	"a secret of the image": ["secrets", {"containers": [web({"env": []})], "secrets": [object.union(secret("/containers/0/env/0", "ab"), {"source": "env"})]}, []],
	"a secret from elsewhere": ["secrets", {"containers": [web({"env": ["DB_PASSWORD"]})], "secrets": [secret("/containers/0/env/0", null)]}, ["unknown: containers: the value of DB_PASSWORD of web"]],
	"a secret from elsewhere, without a fingerprint": ["secrets", {"containers": [web({"env": ["DB_PASSWORD"]})], "secrets": [object.remove(secret("/containers/0/env/0", null), ["fingerprint"])]}, ["unknown: containers: the value of DB_PASSWORD of web"]],
	"a mount of nobody knows what": ["sensitive_mounts", {"containers": [web({"mounts": [{"type": "bind", "source": null, "target": "/x"}]}), web({"mounts": [{"type": "bind", "target": "/x"}, {"type": "volume", "source": null}]})]}, ["unknown: containers: the source of the mount /x of web", "unknown: containers: the source of the mount /x of web"]],
	"devices of nobody knows where": ["device_files", {"containers": [web({"mounts": [{"type": "bind", "source": null, "target": "/x"}]})]}, ["unknown: containers: the source of the mount /x of web"]],
	"a socket of nobody knows whom": ["engine_socket", {"containers": [web({"mounts": [{"type": "bind", "source": null, "target": "/x"}]})]}, ["unknown: containers: the source of the mount /x of web"]],
	"a port on nobody knows which address": ["bound_interface", {"containers": [web({"ports": [{"container_port": 80, "protocol": "tcp", "host_port": 80, "host_ip": null}, {"container_port": 81, "protocol": "tcp", "host_port": null, "host_ip": null}]}), web({"ports": []})]}, ["unknown: containers: the address of port 80 of web"]],
	"a restart policy without a number": ["restart", {"containers": [web({"restart_policy": {"name": "always"}}), web({"restart_policy": {}})]}, ["web: its restart policy is always, 0", "web: its restart policy is , 0"]],
	"secrets that nobody looked for": ["secrets", {"containers": [web({"env": ["DB_PASSWORD=x"]})]}, ["unknown: containers: secrets of web"]],
	"a file of variables": ["secrets", {"containers": [web({"env": [], "incomplete": ["env"]})], "secrets": []}, ["unknown: containers: env of web"]],
	"root": ["user", {"containers": [web({"user": ""}), web({"user": "mongodb"})]}, ["Running as root: web"]],
	"root of no name": ["user", {"containers": [{"name": null, "user": "0:0"}]}, [`Running as root: a container without a name (the user is "0:0")`]],
	"the image's user": ["user", {"containers": [web({"user": null, "image_id": "sha256:abc"})], "image": image({"User": "app"})}, []],
	"an image without user": ["user", {"containers": [web({"user": null, "image_ref": "docker.io/library/nginx:1.25@sha256:ab"})], "image": image({})}, ["Running as root: web"]],
	"another image by id": ["user", {"containers": [web({"user": null, "image_id": "sha256:fff"})], "image": image({"User": "app"})}, ["unknown: containers: user of web"]],
	"another image by name": ["user", {"containers": [web({"user": null, "image_ref": "mysql:latest"})], "image": image({"User": "app"})}, ["unknown: containers: user of web"]],
	"ssh in processes": ["ssh", {"containers": [web({"processes": ["sshd: x"]})]}, ["web: an SSH server runs: sshd: x"]],
	"ssh in the command": ["ssh", {"containers": [web({"processes": [], "entrypoint": ["/usr/sbin/sshd", "-D"]})]}, ["web: it starts an SSH server: /usr/sbin/sshd -D"]],
	"ssh by its port": ["ssh", {"containers": [web({"ports": [{"container_port": 22, "protocol": "tcp"}]})]}, ["web: it has the SSH port: 22/tcp", "unknown: containers: processes of web"]],
	"ssh, of an image that is known": ["ssh", {"containers": [web({})], "image": image({})}, []],
	"trust by the environment": ["content_trust", {"containers": [web({"content_trust": null})], "host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}}}, []],
	"no trust by the environment": ["content_trust", {"containers": [web({"content_trust": null}), web({"content_trust": true})], "host": {"environment": {}}}, ["web: it was run without content trust: DOCKER_CONTENT_TRUST is not 1, and no signature of the image is verified"]],
	"trust by a signature": ["content_trust", {"containers": [web({"content_trust": null})], "signatures": [{"verified": true, "digest": "sha256:1"}], "image": object.union(image({}), {"digest": "sha256:1"})}, []],
	"trust off, whatever the environment": ["content_trust", {"containers": [web({"content_trust": false})], "host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}}}, ["web: it was run with content trust off"]],
	"the image's check": ["healthcheck", {"containers": [web({"healthcheck": {"defined": false, "disabled": false}})], "image": image({"Healthcheck": {"Test": ["CMD", "x"]}})}, []],
	"no check of the image's": ["healthcheck", {"containers": [web({"healthcheck": {"defined": false, "disabled": false}})], "image": image({"Healthcheck": {"Test": ["NONE"]}})}, ["web: its health is not checked"]],
	"the image's check in a pod": ["healthcheck", {"containers": [web({"source": "kubernetes", "healthcheck": {"defined": false, "disabled": false}})], "image": image({"Healthcheck": {"Test": ["CMD", "x"]}})}, ["web: its health is not checked"]],
	"another's check": ["healthcheck", {"containers": [web({"image_ref": "db", "healthcheck": {"defined": false, "disabled": false}})], "image": image({"Healthcheck": {"Test": ["CMD", "x"]}})}, ["web: its health is not checked"]],
}

test_said[name] if {
	some name, [check, document, want] in cases
	said(check, document) == want
}

# Docker Bench takes any security option.
test_bench_compatible[sprintf("%v", [options])] if {
	some [options, want] in [[["no-new-privileges"], []], [[], ["web: it has no security options"]]]
	results := container.findings(record, {"check": "selinux", "allowed": [], "bench_compatible": true}) with input as {"containers": [web({"security_opt": options})]}
	fixture.messages(results) == want
}

test_location if {
	document := {"containers": [web({"memory": 1}), web({"memory": 0}), web({})]}
	results := container.findings(record, {"check": "memory"}) with input as document
	results[0].location == {"pointer": "/containers/1"}
	results[1].unknown.location == {"pointer": "/containers/2"}
}

# What a pod does not tell is null, and no error.
test_null[check] if {
	some check in object.keys(container._fields)
	nothing := {key: null | some key in ["id", "image_ref", "image_id", "user", "run_as_non_root", "env", "entrypoint", "command", "privileged", "cap_add", "security_opt", "no_new_privileges", "seccomp_profile", "apparmor_profile", "process_label", "readonly_rootfs", "network_mode", "pid_mode", "ipc_mode", "uts_mode", "userns_mode", "cgroup_parent", "memory", "cpu_shares", "nano_cpus", "cpu_quota", "pids_limit", "ulimits", "devices", "restart_policy", "log_driver", "healthcheck", "ports", "publish_all", "content_trust", "processes"]}
	document := {"containers": [object.union(nothing, {"name": "pod/app", "mounts": [{"type": "bind", "source": null, "target": "/x", "rw": true, "propagation": ""}]})]}
	every text in said(check, document) {
		startswith(text, "unknown: containers: ")
	}
}
