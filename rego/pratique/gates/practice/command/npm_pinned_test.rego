package pratique.gates.practice.command.npm_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([given.run("x", ["npm i -g x @a/b @a/b@1 c@2 ./d git+ssh://e f.tgz"])]),
		"want": ["The package has no version: x [2]", "The package has no version: @a/b [2]"],
	},
	"installed": {
		"input": given.dockerfile([given.run("x", ["npm install x"])]),
		"want": ["The package has no version: x [2]"],
	},
	"added": {"input": given.dockerfile([given.run("x", ["npm add x"])]), "want": ["The package has no version: x [2]"]},
	"none": {"input": given.dockerfile([given.run("x", ["npm ci"])]), "want": []},
	"of yarn": {"input": given.dockerfile([given.run("x", ["yarn add x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: the commands of line 2"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

findings(document) := results if {
	params := {"check": "npm_pinned"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["npm i a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["npm i a"]), given.run("x", ["npm i b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
