package pratique.lib.build_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.lib.build

# What stands before the first FROM is of no stage.
test_before_the_first_stage if {
	base := given.dockerfile([])
	document := json.patch(base, [{
		"op": "add",
		"path": "/dockerfile/instructions/0",
		"value": {"instruction": "ARG", "stage": null, "value": "A=b"},
	}])
	count(build.instructions) == 2 with input as document
}

stages := given.staged([
	{"from": "golang", "name": "build", "list": [["USER", "a"]]},
	{"from": "alpine", "list": [["USER", "b"]]},
	{"from": "debian", "name": "base", "list": [["USER", "c"]]},
	{"from": "base", "parent": 2, "list": [["USER", "d"]]},
])

# Stages that the final one goes on from are like it: the history does not tell them apart.
stages_of := {
	"a": {"stage": "build"},
	"b": {"stage": "alpine"},
	"c": {},
	"d": {},
}

test_stage_of[user] if {
	some user, want in stages_of
	got := [build.stage_of(i) | some i in stages.dockerfile.instructions; i.value == user] with input as stages
	got == [want]
}

test_stage_of_none if build.stage_of({"instruction": "ARG", "stage": null}) == {"stage": ""} with input as stages
