package pratique.gates.runtime.container.ulimits_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"none": {
		"input": {"containers": [{"name": "web", "ulimits": []}]},
		"want": ["web: ulimits are not set, the daemon's defaults apply"],
	},
	"one": {"input": {"containers": [{"name": "web", "ulimits": [{"name": "nofile"}]}]}, "want": []},
	"perhaps some": {
		"input": {"containers": [{"name": "web", "ulimits": [], "incomplete": ["ulimits"]}]},
		"want": ["unknown: containers: ulimits of web is not known"],
	},
	"ulimits absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: ulimits of web is not known"],
	},
	"ulimits null": {
		"input": {"containers": [{"name": "web", "ulimits": null}]},
		"want": ["unknown: containers: ulimits of web is not known"],
	},
	"ulimits incomplete": {
		"input": {"containers": [{"name": "web", "ulimits": [], "incomplete": ["ulimits"]}]},
		"want": ["unknown: containers: ulimits of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "ulimits"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "ulimits": []}, {"name": "db", "ulimits": []}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["a659124ac64b8b116464b1a1c9fa9781", "33364133345d392468284b989a89a3d2"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
