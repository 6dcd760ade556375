package pratique.gates.runtime.daemon.default_ulimits_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"none": {"input": {"daemon": {"effective": {}}}, "want": ["no default ulimits"]},
	"one": {"input": {"daemon": {"effective": {"default-ulimits": {"nofile": {}}}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"default-ulimits": null}}},
		"want": ["unknown: daemon: effective.default-ulimits is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.default-ulimits is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.default-ulimits is not known"]},
}

findings(document) := results if {
	params := {"check": "default_ulimits"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["907cb67c9d0db2d6ae6d9068e75a68d7"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
