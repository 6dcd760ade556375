package pratique.gates.runtime.container.memory_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"no limit": {"input": {"containers": [{"name": "web", "memory": 0}]}, "want": ["web: memory is not limited"]},
	"a limit": {"input": {"containers": [{"name": "web", "memory": 1}]}, "want": []},
	"memory absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: memory of web is not known"],
	},
	"memory null": {
		"input": {"containers": [{"name": "web", "memory": null}]},
		"want": ["unknown: containers: memory of web is not known"],
	},
	"memory incomplete": {
		"input": {"containers": [{"name": "web", "memory": 1, "incomplete": ["memory"]}]},
		"want": ["unknown: containers: memory of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "memory"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "memory": 0}, {"name": "db", "memory": 0}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["07c40172eac9dd8e4f556babcd7c2b60", "efda7e3f5c6f911f07603252b3f3fd92"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
