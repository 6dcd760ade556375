package pratique.gates.runtime.host.audit_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"a file that nobody asks for": {
		"params": {"path": ["/x"]},
		"input": {
			"host": {
				"files": {
					"/a": {"type": "file", "mode": 33188, "uid": 0, "gid": 0},
					"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0},
				},
				"audit_rules": [],
			},
		},
		"want": ["/x is not audited"],
	},
	"watched": {
		"params": {"path": ["/usr/bin/docker"]},
		"input": {"host": {"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"]}},
		"want": [],
	},
	"not watched": {
		"params": {"path": ["/usr/bin/docker-runc"]},
		"input": {"host": {"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"]}},
		"want": ["/usr/bin/docker-runc is not audited"],
	},
	"a prefix is watched": {
		"params": {"path": ["/usr/bin"]},
		"input": {"host": {"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"]}},
		"want": ["/usr/bin is not audited"],
	},
	"by a filter": {
		"params": {"path": ["/x"]},
		"input": {"host": {"audit_rules": ["-a exit,always -F path=/x -p wa"]}},
		"want": [],
	},
	"by a filter of a directory": {
		"params": {"path": ["/x"]},
		"input": {"host": {"audit_rules": ["-a exit,always -F dir=/x/"]}},
		"want": [],
	},
	"one of the places": {
		"params": {"path": ["/srv/docker", "/usr/bin/docker"]},
		"input": {"host": {"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"]}},
		"want": [],
	},
	"a place with a dot": {
		"params": {"path": ["/a.b"]},
		"input": {"host": {"audit_rules": ["-w /a-b"]}},
		"want": ["/a.b is not audited"],
	},
	"gone": {"params": {"path": ["/x"]}, "input": {"host": {"files": {"/x": null}}}, "want": []},
	"gone, with rules": {
		"params": {"path": ["/x"]},
		"input": {"host": {"files": {"/x": null}, "audit_rules": []}},
		"want": [],
	},
	"in the second place": {
		"params": {"path": ["/x", "/y"]},
		"input": {
			"host": {"files": {"/x": null, "/y": {"type": "file", "mode": 33188, "uid": 0, "gid": 0}}, "audit_rules": []},
		},
		"want": ["/y is not audited"],
	},
	"not looked for": {
		"params": {"path": ["/x"]},
		"input": {"host": {"audit_rules": []}},
		"want": ["/x is not audited"],
	},
	"no rules told": {"params": {"path": ["/x"]}, "input": {"host": {}}, "want": ["unknown: host.audit_rules"]},
	"null": {
		"params": {"path": ["/x"]},
		"input": {"host": {"audit_rules": null}},
		"want": ["unknown: host.audit_rules"],
	},
	"no host": {"params": {"path": ["/x"]}, "input": {}, "want": ["unknown: host.audit_rules"]},
}

findings(params, document) := results if {
	all_params := object.union({"check": "audit"}, params)
	results := host.findings(fixture.rule("runtime", "host"), all_params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.params, tc.input)) == tc.want
}

several := {"params": {"path": ["/x"]}, "input": {"host": {"audit_rules": []}}}

test_trigger_ids if {
	results := findings(several.params, several.input)
	fixture.ids(results) == ["3c2d00f6497e27bf086b3ddcebd9f47d"]
	fixture.separate(results)
	fixture.same_ids(results, findings(several.params, fixture.moved(several.input)))
}
