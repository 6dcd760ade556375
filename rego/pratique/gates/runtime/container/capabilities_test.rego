package pratique.gates.runtime.container.capabilities_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"one more": {
		"input": {"containers": [{"name": "web", "cap_add": ["SYS_ADMIN"]}]},
		"want": ["web: added capabilities: SYS_ADMIN"],
	},
	"several": {
		"input": {"containers": [{"name": "web", "cap_add": ["NET_RAW", "CHOWN"]}]},
		"want": ["web: added capabilities: CHOWN, NET_RAW"],
	},
	"none": {"input": {"containers": [{"name": "web", "cap_add": []}]}, "want": []},
	"cap_add absent": {"input": {"containers": [{"name": "web"}]}, "want": ["unknown: containers: cap_add of web is not known"]},
	"cap_add null": {
		"input": {"containers": [{"name": "web", "cap_add": null}]},
		"want": ["unknown: containers: cap_add of web is not known"],
	},
	"cap_add incomplete": {
		"input": {"containers": [{"name": "web", "cap_add": [], "incomplete": ["cap_add"]}]},
		"want": ["unknown: containers: cap_add of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "capabilities"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "cap_add": ["A"]}, {"name": "web", "cap_add": ["A", "B"]}]}

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
