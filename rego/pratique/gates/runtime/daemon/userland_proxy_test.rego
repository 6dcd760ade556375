package pratique.gates.runtime.daemon.userland_proxy_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"on": {"input": {"daemon": {"effective": {"userland-proxy": true}}}, "want": ["the userland proxy is enabled"]},
	"off": {"input": {"daemon": {"effective": {"userland-proxy": false}}}, "want": []},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": ["the userland proxy is enabled"]},
	"null": {
		"input": {"daemon": {"effective": {"userland-proxy": null}}},
		"want": ["unknown: daemon: effective.userland-proxy is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.userland-proxy is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.userland-proxy is not known"]},
}

findings(document) := results if {
	params := {"check": "userland_proxy"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"userland-proxy": true}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["5b90e766a4814d4b87676b32d9599a44"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
