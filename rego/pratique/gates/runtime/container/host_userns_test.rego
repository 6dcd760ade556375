package pratique.gates.runtime.container.host_userns_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the host's": {
		"input": {"containers": [{"name": "web", "userns_mode": "host"}]},
		"want": ["web: host user namespace is shared"],
	},
	"its own": {"input": {"containers": [{"name": "web", "userns_mode": ""}]}, "want": []},
	"userns_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: userns_mode of web is not known"],
	},
	"userns_mode null": {
		"input": {"containers": [{"name": "web", "userns_mode": null}]},
		"want": ["unknown: containers: userns_mode of web is not known"],
	},
	"userns_mode incomplete": {
		"input": {"containers": [{"name": "web", "userns_mode": "", "incomplete": ["userns_mode"]}]},
		"want": ["unknown: containers: userns_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "host_userns"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "userns_mode": "host"}, {"name": "db", "userns_mode": "host"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["341e49fa98923f361db4b9b14c67a344", "e5fb372b0e1b6502b1b4d9a71a066002"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
