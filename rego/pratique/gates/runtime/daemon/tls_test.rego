package pratique.gates.runtime.daemon.tls_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"none": {
		"input": {"daemon": {"effective": {"hosts": ["tcp://0.0.0.0:2375"]}}},
		"want": ["TCP port without TLS client authentication"],
	},
	"without keys": {
		"input": {"daemon": {"effective": {"hosts": ["unix:///x", "tcp://0.0.0.0:2376"], "tlsverify": true}}},
		"want": ["TCP port without TLS client authentication"],
	},
	"with keys": {
		"input": {
			"daemon": {
				"effective": {
					"hosts": ["tcp://0.0.0.0:2376"],
					"tlsverify": true,
					"tlscacert": "a",
					"tlscert": "b",
					"tlskey": "c",
				},
			},
		},
		"want": [],
	},
	"not verified": {
		"input": {
			"daemon": {
				"effective": {
					"hosts": ["tcp://0.0.0.0:2376"],
					"tlsverify": false,
					"tlscacert": "a",
					"tlscert": "b",
					"tlskey": "c",
				},
			},
		},
		"want": ["TCP port without TLS client authentication"],
	},
	"no TCP": {"input": {"daemon": {"effective": {"hosts": ["unix:///x"]}}}, "want": []},
	"no TCP, by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"a key is not told": {
		"input": {
			"daemon": {
				"effective": {
					"hosts": ["tcp://0.0.0.0:2376"],
					"tlsverify": true,
					"tlscacert": null,
					"tlscert": "b",
					"tlskey": "c",
				},
			},
		},
		"want": ["unknown: daemon: effective.tlscacert is not known"],
	},
	"no TCP, a key is not told": {"input": {"daemon": {"effective": {"tlscacert": null}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"hosts": null}}},
		"want": ["unknown: daemon: effective.hosts is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.hosts is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.hosts is not known"]},
}

findings(document) := results if {
	params := {"check": "tls"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"hosts": ["tcp://0.0.0.0:2375"]}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["03e60ee3dda3b249932888b79566198f"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
