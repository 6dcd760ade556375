package pratique.gates.runtime.container.host_ipc_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the host's": {
		"input": {"containers": [{"name": "web", "ipc_mode": "host"}]},
		"want": ["web: host IPC namespace is shared"],
	},
	"its own": {"input": {"containers": [{"name": "web", "ipc_mode": "private"}]}, "want": []},
	"ipc_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: ipc_mode of web is not known"],
	},
	"ipc_mode null": {
		"input": {"containers": [{"name": "web", "ipc_mode": null}]},
		"want": ["unknown: containers: ipc_mode of web is not known"],
	},
	"ipc_mode incomplete": {
		"input": {"containers": [{"name": "web", "ipc_mode": "private", "incomplete": ["ipc_mode"]}]},
		"want": ["unknown: containers: ipc_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "host_ipc"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "ipc_mode": "host"}, {"name": "db", "ipc_mode": "host"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["b7d18c251a60a841130f72d627b30cc5", "40847a8066a8f94c62c647a38486ddfc"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
