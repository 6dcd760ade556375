package pratique.gates.practice.image.duplicate_ids_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

cases := {
	"numbers of users": {
		"input": {
			"accounts": {
				"users": [{"name": "a", "uid": 0, "password": "set"}, {"name": "b", "uid": 0, "password": "set"}],
				"groups": [],
			},
		},
		"want": ["Several users have the same number: 0"],
	},
	"names of users": {
		"input": {
			"accounts": {
				"users": [{"name": "a", "uid": 0, "password": "set"}, {"name": "a", "uid": 1, "password": "set"}],
				"groups": [],
			},
		},
		"want": ["Several users have the same name: a"],
	},
	"numbers of groups": {
		"input": {"accounts": {"users": [], "groups": [{"name": "a", "gid": 0}, {"name": "b", "gid": 0}]}},
		"want": ["Several groups have the same number: 0"],
	},
	"names of groups": {
		"input": {"accounts": {"users": [], "groups": [{"name": "a", "gid": 0}, {"name": "a", "gid": 1}]}},
		"want": ["Several groups have the same name: a"],
	},
	"three": {
		"input": {
			"accounts": {
				"users": [
					{"name": "a", "uid": 0, "password": "set"},
					{"name": "b", "uid": 0, "password": "set"},
					{"name": "c", "uid": 0, "password": "set"},
				],
				"groups": [],
			},
		},
		"want": ["Several users have the same number: 0"],
	},
	"a user and a group": {
		"input": {"accounts": {"users": [{"name": "a", "uid": 0, "password": "set"}], "groups": [{"name": "a", "gid": 0}]}},
		"want": [],
	},
	"none": {
		"input": {
			"accounts": {
				"users": [{"name": "a", "uid": 0, "password": "set"}, {"name": "b", "uid": 1, "password": "set"}],
				"groups": [],
			},
		},
		"want": [],
	},
	"empty": {"input": {"accounts": {"users": [], "groups": []}}, "want": []},
	"no accounts": {"input": {}, "want": ["unknown: accounts"]},
}

findings(document) := results if {
	params := {"check": "duplicate_ids"}
	results := image.findings(fixture.rule("practice", "image"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"accounts": {
		"users": [
			{"name": "a", "uid": 0, "password": "set"},
			{"name": "b", "uid": 0, "password": "set"},
			{"name": "a", "uid": 1, "password": "set"},
			{"name": "c", "uid": 1, "password": "set"},
		],
		"groups": [{"name": "a", "gid": 0}, {"name": "b", "gid": 0}, {"name": "a", "gid": 1}],
	},
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"2ca461937fd769e3be8145c0361a09b4",
		"726bc13e885b7edc4b809d9e354e7b33",
		"63a950b9b474b5bbb0664c977464b30b",
		"d18298a0c020b4bc366ffa3ddd7df500",
		"0127634a43e0a0c7c8d6daca45595472",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
