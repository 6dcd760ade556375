package pratique.gates.runtime.container.host_pid_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the host's": {
		"input": {"containers": [{"name": "web", "pid_mode": "host"}]},
		"want": ["web: host PID namespace is shared"],
	},
	"its own": {"input": {"containers": [{"name": "web", "pid_mode": ""}]}, "want": []},
	"pid_mode absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: pid_mode of web is not known"],
	},
	"pid_mode null": {
		"input": {"containers": [{"name": "web", "pid_mode": null}]},
		"want": ["unknown: containers: pid_mode of web is not known"],
	},
	"pid_mode incomplete": {
		"input": {"containers": [{"name": "web", "pid_mode": "", "incomplete": ["pid_mode"]}]},
		"want": ["unknown: containers: pid_mode of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "host_pid"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "pid_mode": "host"}, {"name": "db", "pid_mode": "host"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["0c6dd924a0466e12c308f5e1e5f6d967", "c20d2eb8b156aa5973aa3d425cb02645"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
