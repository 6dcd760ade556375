package pratique.gates.runtime.host.swarm_listener_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"on 0.0.0.0": {
		"input": {"host": {"listeners": [{"address": "0.0.0.0", "port": 2377}]}},
		"want": ["the swarm listens on 0.0.0.0:2377"],
	},
	"on ::": {
		"input": {"host": {"listeners": [{"address": "::", "port": 2377}]}},
		"want": ["the swarm listens on :::2377"],
	},
	"on *": {
		"input": {"host": {"listeners": [{"address": "*", "port": 2377}]}},
		"want": ["the swarm listens on *:2377"],
	},
	"on [::]": {
		"input": {"host": {"listeners": [{"address": "[::]", "port": 2377}]}},
		"want": ["the swarm listens on [::]:2377"],
	},
	"on one address": {"input": {"host": {"listeners": [{"address": "10.0.0.1", "port": 2377}]}}, "want": []},
	"on another port": {"input": {"host": {"listeners": [{"address": "*", "port": 2376}]}}, "want": []},
	"nowhere": {"input": {"host": {"listeners": []}}, "want": []},
	"no listeners told": {"input": {"host": {}}, "want": ["unknown: host.listeners"]},
	"null": {"input": {"host": {"listeners": null}}, "want": ["unknown: host.listeners"]},
	"no host": {"input": {}, "want": ["unknown: host.listeners"]},
}

findings(document) := results if {
	params := {"check": "swarm_listener"}
	results := host.findings(fixture.rule("runtime", "host"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"host": {"listeners": [{"address": "*", "port": 2377}, {"address": "0.0.0.0", "port": 2377}]}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["34b9cd55c9f917358c2eddcc22bb8aa2", "b0162b4dd8197d10cadba62cd6d78bd3"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
