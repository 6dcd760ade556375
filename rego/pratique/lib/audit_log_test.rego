package pratique.lib.audit_log_test

import data.pratique.lib.audit_log

record(words) := sprintf(
	"type=EXECVE msg=audit(1.2:3): argc=%d %s",
	[count(words), concat(" ", [sprintf("a%d=%s", [i, json.marshal(word)]) | some i, word in words])],
)

# The words of a call -> what is told of it: container, privileged, user.
calls := [
	[["docker", "exec", "web", "sh", "--privileged"], [["web", false, false]]],
	[["/usr/bin/docker", "-H", "tcp://x", "exec", "-it", "--privileged", "web", "sh"], [["web", true, false]]],
	[["docker", "--debug", "container", "exec", "--privileged=false", "-uroot", "web", "sh"], [["web", false, true]]],
	[["docker", "exec", "-itu", "root", "web", "sh"], [["web", false, true]]],
	[["docker", "exec", "-e", "A=b", "--user=0", "--privileged=true", "web", "sh"], [["web", true, true]]],
	[["docker", "exec"], [["?", false, false]]],
	[["docker", "run", "web", "exec", "--privileged"], []],
	[["docker", "container", "ls"], []],
	[["docker"], []],
	[["sudo", "docker", "exec", "--privileged", "web"], []],
]

test_execs[i] if {
	some i, row in calls
	[[call.container, call.privileged, call.user] |
		some call in audit_log.execs
	] == row[1] with input as {"host": {"audit_log": [record(row[0])]}}
}

# In digits, as ausearch -i has it, and in two records.
test_forms if {
	log := [
		`node=a type=EXECVE msg=audit(1.2:4): argc=5 a0="docker" a1="exec" a2=2D2D70726976696C65676564`,
		`node=a type=EXECVE msg=audit(1.2:4): a3="web" a4="sh"`,
		"type=EXECVE msg=audit(11/14/2023 22:13:20.123:5) : argc=4 a0=docker a1=exec a2=-u a3=root a4=db",
		`type=PATH msg=audit(1.2:4): item=0 name="/usr/bin/docker"`,
	]
	[[call.event, call.container] |
		some call in audit_log.execs
	] == [["1.2:4", "?"], ["11/14/2023 22:13:20.123:5", "db"]] with input as {"host": {"audit_log": log}}
	audit_log.has_docker with input as {"host": {"audit_log": log}}
	not audit_log.has_docker with input as {"host": {"audit_log": ["type=EXECVE msg=audit(1.2:3): argc=1 a0=\"ls\""]}}
	audit_log.cut == ["1.2:4"] with input as {"host": {"audit_log": log}}
}
