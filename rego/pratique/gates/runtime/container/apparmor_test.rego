package pratique.gates.runtime.container.apparmor_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"empty": {
		"input": {"containers": [{"name": "web", "apparmor_profile": ""}]},
		"want": [`web: AppArmor profile is ""`],
	},
	"unconfined": {
		"input": {"containers": [{"name": "web", "apparmor_profile": "unconfined"}]},
		"want": [`web: AppArmor profile is "unconfined"`],
	},
	"a profile": {"input": {"containers": [{"name": "web", "apparmor_profile": "docker-default"}]}, "want": []},
	"apparmor_profile absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: apparmor_profile of web is not known"],
	},
	"apparmor_profile null": {
		"input": {"containers": [{"name": "web", "apparmor_profile": null}]},
		"want": ["unknown: containers: apparmor_profile of web is not known"],
	},
	"apparmor_profile incomplete": {
		"input": {
			"containers": [{"name": "web", "apparmor_profile": "docker-default", "incomplete": ["apparmor_profile"]}],
		},
		"want": ["unknown: containers: apparmor_profile of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "apparmor"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "apparmor_profile": ""}, {"name": "db", "apparmor_profile": ""}]}

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
