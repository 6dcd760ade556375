package pratique.gates.practice.command.apt_lists_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"kept": {
		"input": given.dockerfile([given.run("x", ["apt-get update", "&& apt-get install x"])]),
		"want": ["The package lists stay in the layer: apt-get update [2]"],
	},
	"removed": {
		"input": given.dockerfile([given.run("x", ["apt-get update", "&& rm -rf /var/lib/apt/lists/*"])]),
		"want": [],
	},
	"found and removed": {
		"input": given.dockerfile([given.run("x", ["apt-get update", "&& find /var/lib/apt/lists -delete"])]),
		"want": [],
	},
	"not updated": {"input": given.dockerfile([given.run("x", ["apt-get install x"])]), "want": []},
	"of apk": {"input": given.dockerfile([given.run("x", ["apk update"])]), "want": []},
	"mounted": {
		"input": given.dockerfile([
			[
				"RUN",
				"x",
				{
					"commands": [{"name": "apt-get", "arguments": ["update"]}],
					"flags": {"mount": ["type=cache,target=/var/lib/apt"]},
				},
			],
		]),
		"want": [],
	},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: the commands of line 2"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

findings(document) := results if {
	params := {"check": "apt_lists"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get update"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["apt-get update"]), given.run("x", ["apt update"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
