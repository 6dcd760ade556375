package pratique.gates.runtime.host.exec_user_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"one": {
		"input": {
			"host": {
				"audit_log": [
					`type=EXECVE msg=audit(1.2:3): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="web" a5="sh"`,
				],
			},
		},
		"want": ["docker exec --user in web, audit event 1.2:3"],
	},
	"none": {
		"input": {"host": {"audit_log": [`type=EXECVE msg=audit(1.2:5): argc=4 a0="docker" a1="exec" a2="web" a3="sh"`]}},
		"want": [],
	},
	"no calls": {"input": {"host": {"audit_log": []}}, "want": []},
	"a call that is cut": {
		"input": {"host": {"audit_log": [`type=EXECVE msg=audit(1.2:3): argc=9 a0="docker" a1="exec"`]}},
		"want": ["unknown: some audit events are cut off"],
	},
	"watched": {"input": {"host": {"audit_log": [], "audit_rules": ["-w /usr/bin/docker -k docker"]}}, "want": []},
	"every program is watched": {
		"input": {"host": {"audit_log": [], "audit_rules": ["-a always,exit -F arch=b64 -S execve -k all"]}},
		"want": [],
	},
	"not watched": {
		"input": {"host": {"audit_log": [], "audit_rules": []}},
		"want": ["unknown: host: no audit rule watches /usr/bin/docker"],
	},
	"not watched, and called": {
		"input": {
			"host": {
				"audit_log": [
					`type=EXECVE msg=audit(1.2:3): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="web" a5="sh"`,
				],
				"audit_rules": [],
			},
		},
		"want": ["docker exec --user in web, audit event 1.2:3"],
	},
	"no log told": {"input": {"host": {}}, "want": ["unknown: host.audit_log"]},
	"no log told, not watched": {"input": {"host": {"audit_rules": []}}, "want": ["unknown: host.audit_log"]},
	"null": {"input": {"host": {"audit_log": null}}, "want": ["unknown: host.audit_log"]},
	"no host": {"input": {}, "want": ["unknown: host.audit_log"]},
}

findings(document) := results if {
	params := {"check": "exec_user"}
	results := host.findings(fixture.rule("runtime", "host"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"host": {
		"audit_log": [
			`type=EXECVE msg=audit(1.2:3): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="web" a5="sh"`,
			`type=EXECVE msg=audit(1.2:4): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="web" a5="sh"`,
			`type=EXECVE msg=audit(1.2:4): argc=6 a0="docker" a1="exec" a2="--user=root" a3="--privileged" a4="db" a5="sh"`,
		],
	},
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"05d8ac3f432baaef535f7d39bf294353",
		"90d3e2cb4457184cb0e1e0936dc3a9ec",
		"471c46cd7a7da0fad3dc044d909c57ec",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
