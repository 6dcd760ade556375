package pratique.gates.runtime.container.host_network_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the host's": {
		"input": {"containers": [{"name": "web", "network_mode": "host"}]},
		"want": ["web: host network is shared"],
	},
	"another": {"input": {"containers": [{"name": "web", "network_mode": "none"}]}, "want": []},
	"no name": {"input": {"containers": [{"name": "web", "network_mode": ""}]}, "want": []},
	"network_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"network_mode null": {
		"input": {"containers": [{"name": "web", "network_mode": null}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"network_mode incomplete": {
		"input": {"containers": [{"name": "web", "network_mode": "", "incomplete": ["network_mode"]}]},
		"want": ["unknown: containers: network_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "host_network"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "network_mode": "host"}, {"name": "db", "network_mode": "host"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["1e4b8c9ed0142f8c1c643b1ebe8c7a03", "feff57c8805680ba7f3226cf37d6d5d6"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
