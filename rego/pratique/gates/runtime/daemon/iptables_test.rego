package pratique.gates.runtime.daemon.iptables_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"off": {"input": {"daemon": {"effective": {"iptables": false}}}, "want": ["the daemon may not change iptables"]},
	"on": {"input": {"daemon": {"effective": {"iptables": true}}}, "want": []},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"iptables": null}}},
		"want": ["unknown: daemon: effective.iptables is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.iptables is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.iptables is not known"]},
}

findings(document) := results if {
	params := {"check": "iptables"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"iptables": false}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["9783152988e08871c327856a05ad414c"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
