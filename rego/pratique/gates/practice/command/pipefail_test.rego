package pratique.gates.practice.command.pipefail_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"not set": {
		"input": given.dockerfile([given.run("x", ["curl x", "| tar x"])]),
		"want": ["Failures in the pipe do not stop the build: curl | tar [2]"],
	},
	"not set, both outputs": {
		"input": given.dockerfile([given.run("x", ["curl x", "|& tar x"])]),
		"want": ["Failures in the pipe do not stop the build: curl | tar [2]"],
	},
	"set": {"input": given.dockerfile([given.run("x", ["set -o pipefail", "; curl x", "| tar x"])]), "want": []},
	"set otherwise": {
		"input": given.dockerfile([given.run("x", ["set -e", "; curl x", "| tar x"])]),
		"want": ["Failures in the pipe do not stop the build: set | curl | tar [2]"],
	},
	"no pipe": {"input": given.dockerfile([given.run("x", ["curl x", "|| true"])]), "want": []},
	"by the shell": {
		"input": given.dockerfile([["SHELL", `["/bin/bash", "-o", "pipefail", "-c"]`], given.run("x", ["a", "| b"])]),
		"want": [],
	},
	"by another shell": {
		"input": given.dockerfile([["SHELL", `["/bin/bash", "-c"]`], given.run("x", ["a", "| b"])]),
		"want": ["Failures in the pipe do not stop the build: a | b [3]"],
	},
	"by a shell below": {
		"input": given.dockerfile([given.run("x", ["a", "| b"]), ["SHELL", `["/bin/bash", "-o", "pipefail", "-c"]`]]),
		"want": ["Failures in the pipe do not stop the build: a | b [2]"],
	},
	"by the shell of another stage": {
		"input": given.staged([
			{"from": "a", "list": [["SHELL", `["/bin/bash", "-o", "pipefail", "-c"]`]]},
			{"from": "b", "list": [given.run("x", ["a", "| b"])]},
		]),
		"want": ["Failures in the pipe do not stop the build: a | b [4]"],
	},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "pipefail"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["a", "| b"])]},
	{"from": "debian", "list": [given.run("x", ["a", "| b"]), given.run("x", ["c", "| d"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"ffce7ea40a6d452cd5f0ff74000a5e97",
		"59da3e68bb21928797caf4a8f1f34550",
		"a417697b4ccd4823563d118b3505585b",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
