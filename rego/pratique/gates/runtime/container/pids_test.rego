package pratique.gates.runtime.container.pids_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"none": {
		"input": {"containers": [{"name": "web", "pids_limit": 0}]},
		"want": ["web: number of processes is not limited"],
	},
	"no limit": {
		"input": {"containers": [{"name": "web", "pids_limit": -1}]},
		"want": ["web: number of processes is not limited"],
	},
	"a limit": {"input": {"containers": [{"name": "web", "pids_limit": 1}]}, "want": []},
	"pids_limit absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: pids_limit of web is not known"],
	},
	"pids_limit null": {
		"input": {"containers": [{"name": "web", "pids_limit": null}]},
		"want": ["unknown: containers: pids_limit of web is not known"],
	},
	"pids_limit incomplete": {
		"input": {"containers": [{"name": "web", "pids_limit": 1, "incomplete": ["pids_limit"]}]},
		"want": ["unknown: containers: pids_limit of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "pids"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "pids_limit": 0}, {"name": "db", "pids_limit": 0}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["80626af572114a06612519aaa17008df", "3985559feba84b0bdda4a635b0811034"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
