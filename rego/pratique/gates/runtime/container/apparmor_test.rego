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
	fixture.ids(results) == ["394663e1a04dff131fcb076fb2e8307b", "ac7be3e2d4268a2e0c90987d1f6f5a78"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
