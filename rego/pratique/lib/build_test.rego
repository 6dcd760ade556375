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

# Words of the builder, and those of documents that have none.
words := {
	"of the builder": {
		"instruction": {"instruction": "EXPOSE", "value": "'80' $P", "arguments": ["'80'", "$P"], "words": ["80", "90"]},
		"want": ["80", "90"],
	},
	"not known": {
		"instruction": {"instruction": "EXPOSE", "value": "80 $P", "arguments": ["80", "$P"], "words": ["80", null]},
		"want": ["80", "$P"],
	},
	"not known, no arguments": {
		"instruction": {"instruction": "USER", "value": "$U", "words": [null]},
		"want": ["$U"],
	},
	"none": {
		"instruction": {"instruction": "EXPOSE", "value": `"80"  '90' `, "words": null},
		"want": ["80", "90"],
	},
	"none, of a user": {
		"instruction": {"instruction": "USER", "value": ` "a b" `},
		"want": ["a b"],
	},
}

test_words[name] if {
	some name, case in words
	build.words(case.instruction) == case.want
}

sh := {"name": "sh", "arguments": ["-c", "x"]}

x := {"name": "x", "arguments": []}

y := {"name": "y", "arguments": []}

start := {"Entrypoint": ["x"], "Cmd": ["y"]}

dockerfile_start := given.dockerfile([["ENTRYPOINT", "x"], ["CMD", "y"]]).dockerfile

# What the configuration says stands before what the Dockerfile says.
starts := {
	"image": {"input": {"image": {"config": start, "started": [sh]}, "dockerfile": {"started": [x]}}, "want": [sh]},
	"image, none": {"input": {"image": {"config": start, "started": []}}, "want": []},
	"earlier image": {"input": {"image": {"config": start}, "dockerfile": {"started": [sh]}}, "want": [x, y]},
	"earlier image, null": {"input": {"image": {"config": {"Cmd": null}, "started": null}}, "want": []},
	"Dockerfile": {"input": {"dockerfile": object.union(dockerfile_start, {"started": [sh]})}, "want": [sh]},
	"Dockerfile, null image": {"input": {"image": null, "dockerfile": {"started": [sh]}}, "want": [sh]},
	"earlier Dockerfile": {"input": {"dockerfile": dockerfile_start}, "want": [x, y]},
	"Dockerfile, neither": {"input": given.dockerfile([]), "want": []},
}

test_started[name] if {
	some name, case in starts
	got := build.started with input as case.input
	got == case.want
}

# Each document with the reason that counts: of the configuration where there is one.
unread := {
	"image": {"image": {"config": {}, "started_unparsed": "image"}, "dockerfile": {"started_unparsed": "other"}},
	"Dockerfile": {"dockerfile": {"started_unparsed": "Dockerfile"}},
}

test_started_unread[name] if {
	some name, document in unread
	got := build.started_unread with input as document
	got == name
}

test_started_all_read if {
	not build.started_unread with input as {"image": {"config": {}}, "dockerfile": {"started_unparsed": "other"}}
}

# A history may leave out what made a layer; a Dockerfile that was supplied does not.
told := {"instruction": "RUN", "builder": "docker", "empty_layer": false}

histories := {
	"told": {"mode": "guessed", "image": {"history": [told], "layers": [{}]}, "want": false},
	"a tool's": {
		"mode": "guessed",
		"image": {"history": [{"instruction": null, "builder": "jib"}], "layers": [{}]},
		"want": false,
	},
	"of a supplied Dockerfile": {
		"mode": "actual",
		"image": {"history": [{}], "layers": [{}, {}]},
		"want": false,
	},
	"in no known notation": {
		"mode": "guessed",
		"image": {"history": [told, {"instruction": null, "builder": null}], "layers": [{}, {}]},
		"want": true,
	},
	"too short": {"mode": "guessed", "image": {"history": [told], "layers": [{}, {}]}, "want": true},
	"of a supplied Dockerfile": {"mode": "actual", "image": {"history": [{}], "layers": [{}, {}]}, "want": false},
}

test_untold[name] if {
	some name, tc in histories
	got := count([1 | build.untold]) == 1 with input as {"dockerfile": {"mode": tc.mode}, "image": tc.image}
	got == tc.want
}
