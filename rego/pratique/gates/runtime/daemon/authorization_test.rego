package pratique.gates.runtime.daemon.authorization_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"none": {"input": {"daemon": {"effective": {}}}, "want": ["no plugin authorizes requests"]},
	"one": {"input": {"daemon": {"effective": {"authorization-plugins": ["x"]}}}, "want": []},
	"one, by docker info": {"input": {"daemon": {"info": {"Plugins": {"Authorization": ["x"]}}}}, "want": []},
	"none, by docker info": {
		"input": {"daemon": {"info": {"Plugins": {"Authorization": null}}}},
		"want": ["no plugin authorizes requests"],
	},
	"null": {
		"input": {"daemon": {"effective": {"authorization-plugins": null}}},
		"want": ["unknown: daemon: effective.authorization-plugins or info.Plugins is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: effective.authorization-plugins or info.Plugins is not known"],
	},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.authorization-plugins or info.Plugins is not known"]},
}

findings(document) := results if {
	params := {"check": "authorization"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["e0cd79f2741fd4e866d49ca7622dc8c1"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
