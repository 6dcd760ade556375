package pratique.gates.runtime.container.no_new_privileges_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"can": {
		"input": {"containers": [{"name": "web", "no_new_privileges": false}]},
		"want": ["web: can gain privileges"],
	},
	"cannot": {"input": {"containers": [{"name": "web", "no_new_privileges": true}]}, "want": []},
	"no_new_privileges absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: no_new_privileges of web is not known"],
	},
	"no_new_privileges null": {
		"input": {"containers": [{"name": "web", "no_new_privileges": null}]},
		"want": ["unknown: containers: no_new_privileges of web is not known"],
	},
	"no_new_privileges incomplete": {
		"input": {"containers": [{"name": "web", "no_new_privileges": true, "incomplete": ["no_new_privileges"]}]},
		"want": ["unknown: containers: no_new_privileges of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
	"the daemon says so": {
		"input": {
			"containers": [{"name": "web", "no_new_privileges": false}],
			"daemon": {"effective": {"no-new-privileges": true}},
		},
		"want": [],
	},
	"the daemon does not": {
		"input": {
			"containers": [{"name": "web", "no_new_privileges": false}],
			"daemon": {"effective": {"no-new-privileges": false}},
		},
		"want": ["web: can gain privileges"],
	},
}

findings(document) := results if {
	params := {"check": "no_new_privileges"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "no_new_privileges": false}, {"name": "db", "no_new_privileges": false}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["5d4f156c63e801f4d275291c435f0722", "e4cd15d47828ce4bc09809a4b2ad7716"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
