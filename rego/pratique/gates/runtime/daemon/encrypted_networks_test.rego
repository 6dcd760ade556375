package pratique.gates.runtime.daemon.encrypted_networks_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"not encrypted": {
		"input": {"daemon": {"networks": [{"name": "n", "driver": "overlay", "options": {}}]}},
		"want": ["network is not encrypted: n"],
	},
	"encrypted": {
		"input": {"daemon": {"networks": [{"name": "n", "driver": "overlay", "options": {"encrypted": ""}}]}},
		"want": [],
	},
	"not told": {
		"input": {"daemon": {"networks": [{"name": "n", "driver": "overlay", "options": null}]}},
		"want": ["unknown: daemon: the encryption of the network n is not known"],
	},
	"not told at all": {
		"input": {"daemon": {"networks": [{"name": "n", "driver": "overlay"}]}},
		"want": ["unknown: daemon: the encryption of the network n is not known"],
	},
	"of a bridge": {
		"input": {
			"daemon": {
				"networks": [
					{"name": "n", "driver": "bridge", "options": {}},
					{"name": "m", "driver": "bridge", "options": null},
				],
			},
		},
		"want": [],
	},
	"none": {"input": {"daemon": {"networks": []}}, "want": []},
	"null": {"input": {"daemon": {"networks": null}}, "want": ["unknown: daemon: networks is not known"]},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: networks is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: networks is not known"]},
}

findings(document) := results if {
	params := {"check": "encrypted_networks"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"daemon": {
		"networks": [{"name": "a", "driver": "overlay", "options": {}}, {"name": "b", "driver": "overlay", "options": {}}],
	},
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["2646909a72396a4cb750998340ab2c56", "10aaf046310b324b60f191bee078b30e"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
