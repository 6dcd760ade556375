package pratique.gates.runtime.daemon.registry_v1_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"by default": {"input": {"daemon": {"effective": {}}}, "want": ["the legacy registry protocol is enabled"]},
	"off": {"input": {"daemon": {"effective": {"disable-legacy-registry": true}}}, "want": []},
	"gone": {"input": {"daemon": {"info": {"ServerVersion": "27.3.1"}}}, "want": []},
	"the first without": {"input": {"daemon": {"info": {"ServerVersion": "17.12.0-ce"}}}, "want": []},
	"the last with": {
		"input": {"daemon": {"info": {"ServerVersion": "17.09.1-ce"}}},
		"want": ["unknown: daemon: effective.disable-legacy-registry is not known"],
	},
	"gone, whatever the option": {
		"input": {"daemon": {"info": {"ServerVersion": "27.3.1"}, "effective": {}}},
		"want": [],
	},
	"null": {
		"input": {"daemon": {"effective": {"disable-legacy-registry": null}}},
		"want": ["unknown: daemon: effective.disable-legacy-registry is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.disable-legacy-registry is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.disable-legacy-registry is not known"]},
}

findings(document) := results if {
	params := {"check": "registry_v1"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["4731df204a4090b5dc3aba97f46537e6"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
