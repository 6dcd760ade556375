package pratique.gates.runtime.daemon.icc_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"on": {
		"input": {"daemon": {"effective": {"icc": true}}},
		"want": ["containers on the default bridge can reach each other"],
	},
	"off": {"input": {"daemon": {"effective": {"icc": false}}}, "want": []},
	"by default": {
		"input": {"daemon": {"effective": {}}},
		"want": ["containers on the default bridge can reach each other"],
	},
	"off, by the network": {
		"input": {
			"daemon": {
				"networks": [
					{"name": "bridge", "driver": "bridge", "options": {"com.docker.network.bridge.enable_icc": "false"}},
				],
			},
		},
		"want": [],
	},
	"on, by the network": {
		"input": {
			"daemon": {
				"networks": [{"name": "bridge", "driver": "bridge", "options": {"com.docker.network.bridge.enable_icc": "true"}}],
				"effective": {"icc": false},
			},
		},
		"want": ["containers on the default bridge can reach each other"],
	},
	"the network does not tell": {
		"input": {"daemon": {"networks": [{"name": "bridge", "driver": "bridge", "options": {}}]}},
		"want": ["unknown: daemon: networks.bridge or effective.icc is not known"],
	},
	"another network": {
		"input": {
			"daemon": {
				"networks": [{"name": "own", "driver": "bridge", "options": {"com.docker.network.bridge.enable_icc": "true"}}],
				"effective": {"icc": false},
			},
		},
		"want": [],
	},
	"null": {
		"input": {"daemon": {"effective": {"icc": null}}},
		"want": ["unknown: daemon: networks.bridge or effective.icc is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: networks.bridge or effective.icc is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: networks.bridge or effective.icc is not known"]},
}

findings(document) := results if {
	params := {"check": "icc"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"icc": true}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["818810d7d7857cec943e65c5205754c1"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
