package pratique.gates.runtime.daemon.log_level_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"less": {"input": {"daemon": {"effective": {"log-level": "error"}}}, "want": ["the log level is error"]},
	"more": {"input": {"daemon": {"effective": {"log-level": "debug"}}}, "want": ["the log level is debug"]},
	"info": {"input": {"daemon": {"effective": {"log-level": "info"}}}, "want": []},
	"empty": {"input": {"daemon": {"effective": {"log-level": ""}}}, "want": []},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"log-level": null}}},
		"want": ["unknown: daemon: effective.log-level is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.log-level is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.log-level is not known"]},
}

findings(document) := results if {
	params := {"check": "log_level"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"log-level": "error"}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["bddf98547fe1f531c7fdebaa4c511b1e"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
