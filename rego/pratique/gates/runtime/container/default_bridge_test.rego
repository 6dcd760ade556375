package pratique.gates.runtime.container.default_bridge_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"by name": {
		"input": {"containers": [{"name": "web", "network_mode": "bridge"}]},
		"want": ["web: connected to the default bridge"],
	},
	"by default": {
		"input": {"containers": [{"name": "web", "network_mode": "default"}]},
		"want": ["web: connected to the default bridge"],
	},
	"without a name": {
		"input": {"containers": [{"name": "web", "network_mode": ""}]},
		"want": ["web: connected to the default bridge"],
	},
	"another": {"input": {"containers": [{"name": "web", "network_mode": "own"}]}, "want": []},
	"network_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"network_mode null": {
		"input": {"containers": [{"name": "web", "network_mode": null}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"network_mode incomplete": {
		"input": {"containers": [{"name": "web", "network_mode": "own", "incomplete": ["network_mode"]}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "default_bridge"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "network_mode": "bridge"}, {"name": "db", "network_mode": "bridge"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["5ce6711059afe5ff5d5e60485be92711", "12f8a6ef98b37fd00911afcf14b2e045"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
