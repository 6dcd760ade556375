package pratique.gates.practice.image.empty_passwords_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

cases := {
	"one": {
		"input": {
			"accounts": {
				"users": [{"name": "a", "uid": 0, "password": "empty"}, {"name": "b", "uid": 1, "password": "set"}],
				"groups": [],
			},
		},
		"want": ["Account has an empty password: a"],
	},
	"none": {"input": {"accounts": {"users": [{"name": "a", "uid": 0, "password": "set"}], "groups": []}}, "want": []},
	"empty": {"input": {"accounts": {"users": [], "groups": []}}, "want": []},
	"no accounts": {"input": {}, "want": ["unknown: accounts"]},
}

findings(document) := results if {
	params := {"check": "empty_passwords"}
	results := image.findings(fixture.rule("practice", "image"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"accounts": {
		"users": [{"name": "a", "uid": 0, "password": "empty"}, {"name": "b", "uid": 1, "password": "empty"}],
		"groups": [],
	},
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["23dcffe3d09b29e388a061a6fbf1b0b0", "cd8c0979edc51e861840947fd5055f80"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
