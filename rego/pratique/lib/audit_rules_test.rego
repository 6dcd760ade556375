package pratique.lib.audit_rules_test

import data.pratique.lib.audit_rules

watched := {
	"-w /etc/docker -p rwxa -k docker": ["/etc/docker"],
	"-w /etc/docker/": ["/etc/docker"],
	"-a always,exit -F path=/usr/bin/docker": ["/x", "/usr/bin/docker"],
	"-a always,exit -F dir=/etc/docker -k x": ["/etc/docker"],
}

test_watch[line] if {
	some line, paths in watched
	audit_rules.watch(paths) with input as {"host": {"audit_rules": ["# a comment", line]}}
}

unwatched := {
	"-w /etc/docker.d": ["/etc/docker"],
	"-w /etc/dockerXjson": ["/etc/docker.json"],
	"-k /etc/docker": ["/etc/docker"],
	"-W /etc/docker": ["/etc/docker"],
}

test_not_watch[line] if {
	some line, paths in unwatched
	not audit_rules.watch(paths) with input as {"host": {"audit_rules": [line]}}
}

test_watch_all if {
	every line in ["-a always,exit -S execve -k x", "-a always,exit -S open,execve", "-a exit,always -S all"] {
		audit_rules.watch_all with input as {"host": {"audit_rules": [line]}}
	}
	every line in ["-a always,exit -S open", "-a always,exit -S execveat", "-w /usr/bin"] {
		not audit_rules.watch_all with input as {"host": {"audit_rules": [line]}}
	}
}
