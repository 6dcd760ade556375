package pratique.gates.runtime.host_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime

record := fixture.rule("runtime", "host")

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
			"/etc/docker/certs.d/r": {"type": "dir", "mode": 16877, "uid": 0, "gid": 0},
			"/link": {"type": "symlink", "mode": 41471, "uid": 0, "gid": 0},
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
	["audit", "/srv/docker,/usr/bin/docker", [], []],
	["audit", "/etc/default/docker,/etc/docker", [], ["/etc/docker is not audited"]],
	["docker_members", "", [], ["in the group docker: ubuntu"]],
	["owner", "/etc/docker", ["0:0"], []],
	["owner", "/etc/docker/certs.d/**", ["0:0"], ["/etc/docker/certs.d/r/ca.crt belongs to 1:0"]],
	["owner", "/var/run/docker.sock", ["root:docker"], []],
	["owner", "/srv/docker.sock", ["root:docker"], []],
	["owner", "/nowhere", ["0:0"], ["unknown: host.files of /nowhere"]],
	["owner", "/link", ["0:0"], ["unknown: what the link /link leads to"]],
	["mode", "/etc/docker", ["755"], []],
	["mode", "/etc/docker/certs.d/**", ["644"], []],
	["mode", "/etc/docker/certs.d/**", ["444"], ["/etc/docker/certs.d/r/ca.crt has the mode 0644"]],
	["mode", "/etc/docker", ["750"], ["/etc/docker has the mode 0755"]],
	["mode", "/etc/default/docker", ["644"], []],
	["mode", "@tlscacert", ["444"], []],
	["mode", "@tlskey", ["400"], ["unknown: host.files of @tlskey"]],
	["swarm_listener", "", [], ["the swarm listens on *:2377"]],
]

test_host[sprintf("%d %s %s", [i, row[0], row[1]])] if {
	some i, row in hosts
	results := runtime.host.findings(record, {"check": row[0], "path": split(row[1], ","), "allowed": row[2]}) with input as files
	fixture.messages(results) == row[3]
}

test_host_partition if {
	document := {"host": {"mounts": []}, "daemon": {"info": {"DockerRootDir": "/data"}}}
	fixture.messages(runtime.host.findings(record, {"check": "partition"})) == ["/data is on the host's own partition"] with input as document
}

test_host_untold[check] if {
	some check in ["partition", "docker_group", "docker_members", "audit", "swarm_listener", "exec_privileged", "exec_user"]
	results := runtime.host.findings(record, {"check": check, "path": ["/x"], "allowed": ["x"]}) with input as {"host": {}}
	startswith(fixture.messages(results)[0], "unknown: host.")
}

roots := [
	[{"info": {"DockerRootDir": "/data/231072.231072"}}, "/data"],
	[{"effective": {"data-root": "/srv"}}, "/srv"],
	[{"effective": {"graph": "/old", "data-root": null}}, "/old"],
	[{}, "/var/lib/docker"],
]

test_host_root[row[1]] if {
	some row in roots
	document := {"host": {"mounts": [{"target": "/"}]}, "daemon": row[0]}
	fixture.messages(runtime.host.findings(record, {"check": "partition"})) == [sprintf("%s is on the host's own partition", [row[1]])] with input as document
}

# Whether 999 is the group docker stands in /etc/group.
test_host_open_group if {
	document := {"host": {"files": {"/run/docker.sock": {"mode": 49584, "uid": 0, "gid": 999}}}}
	params := {"check": "owner", "path": ["/run/docker.sock"], "allowed": ["root:docker"]}
	fixture.messages(runtime.host.findings(record, params)) == ["unknown: host.groups"] with input as document
}

called := `type=EXECVE msg=audit(1.2:3): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="web" a5="sh"`

execs := [
	["exec_privileged", {"audit_log": [called]}, ["docker exec with privileges in web, audit event 1.2:3"]],
	["exec_user", {"audit_log": [called], "audit_rules": []}, ["docker exec as a user in web, audit event 1.2:3"]],
	["exec_user", {"audit_log": []}, []],
	["exec_user", {"audit_log": [`type=EXECVE msg=audit(1.2:3): argc=9 a0="docker" a1="exec"`]}, ["unknown: the words of the audit events that are cut"]],
	["exec_user", {"audit_log": [], "audit_rules": ["-w /usr/bin/docker -k docker"]}, []],
	["exec_user", {"audit_log": [], "audit_rules": ["-a always,exit -F arch=b64 -S execve -k all"]}, []],
	["exec_user", {"audit_log": [], "audit_rules": []}, ["unknown: host.audit_rules that /usr/bin/docker is watched by"]],
]

test_host_exec[i] if {
	some i, row in execs
	fixture.messages(runtime.host.findings(record, {"check": row[0]})) == row[2] with input as {"host": row[1]}
}

# What is not there needs no watch, whatever the rules are.
test_host_audit_of_nothing if {
	document := {"host": {"files": {"/x": null}}}
	fixture.messages(runtime.host.findings(record, {"check": "audit", "path": ["/x"]})) == [] with input as document
}
