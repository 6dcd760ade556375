package pratique.gates.runtime.container.cgroup_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"another": {"input": {"containers": [{"name": "web", "cgroup_parent": "/x"}]}, "want": ["web: cgroup is /x"]},
	"the engine's": {"input": {"containers": [{"name": "web", "cgroup_parent": ""}]}, "want": []},
	"cgroup_parent absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: cgroup_parent of web is not known"],
	},
	"cgroup_parent null": {
		"input": {"containers": [{"name": "web", "cgroup_parent": null}]},
		"want": ["unknown: containers: cgroup_parent of web is not known"],
	},
	"cgroup_parent incomplete": {
		"input": {"containers": [{"name": "web", "cgroup_parent": "", "incomplete": ["cgroup_parent"]}]},
		"want": ["unknown: containers: cgroup_parent of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "cgroup"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "cgroup_parent": "/a"}, {"name": "web", "cgroup_parent": "/b"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["880d48587332fc56a362f976fc3e1e65", "f9b7f7494e033f5af832ae8331f1a77a"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
