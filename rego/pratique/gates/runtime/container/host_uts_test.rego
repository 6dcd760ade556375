package pratique.gates.runtime.container.host_uts_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the host's": {
		"input": {"containers": [{"name": "web", "uts_mode": "host"}]},
		"want": ["web: host UTS namespace is shared"],
	},
	"its own": {"input": {"containers": [{"name": "web", "uts_mode": ""}]}, "want": []},
	"uts_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: uts_mode of web is not known"],
	},
	"uts_mode null": {
		"input": {"containers": [{"name": "web", "uts_mode": null}]},
		"want": ["unknown: containers: uts_mode of web is not known"],
	},
	"uts_mode incomplete": {
		"input": {"containers": [{"name": "web", "uts_mode": "", "incomplete": ["uts_mode"]}]},
		"want": ["unknown: containers: uts_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "host_uts"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "uts_mode": "host"}, {"name": "db", "uts_mode": "host"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["da3a5c68fc0b93f694cf5995bacdf390", "65f4ef81cd1b64ee38986c34d95f0993"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
