package pratique.gates.practice.command.apk_cache_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"kept": {
		"input": given.dockerfile([given.run("x", ["apk add curl"])]),
		"want": ["apk keeps its cache: apk add curl [2]"],
	},
	"not kept": {"input": given.dockerfile([given.run("x", ["apk add --no-cache curl"])]), "want": []},
	"nothing added": {"input": given.dockerfile([given.run("x", ["apk update", "&& apk del curl"])]), "want": []},
	"removed": {"input": given.dockerfile([given.run("x", ["apk add curl", "&& rm -rf /var/cache/apk/*"])]), "want": []},
	"found and removed": {
		"input": given.dockerfile([given.run("x", ["apk add curl", "&& find /var/cache/apk -delete"])]),
		"want": [],
	},
	"listed": {
		"input": given.dockerfile([given.run("x", ["apk add curl", "&& ls /var/cache/apk"])]),
		"want": ["apk keeps its cache: apk add curl [2]"],
	},
	"something else is removed": {
		"input": given.dockerfile([given.run("x", [`apk add curl`, `&& rm -rf /var/cache/apt`])]),
		"want": ["apk keeps its cache: apk add curl [2]"],
	},
	"the directory above is removed": {
		"input": given.dockerfile([given.run("x", [`apk add curl`, `&& rm -rf /var/cache/`])]),
		"want": [],
	},
	"removed before": {
		"input": given.dockerfile([given.run("x", [`rm -rf /var/cache/apk/*`, `&& apk add curl`])]),
		"want": ["apk keeps its cache: apk add curl [2]"],
	},
	"in two calls": {
		"input": given.dockerfile([given.run("x", [`apk add curl`, `&& rm -rf /var/cache/apk/*`, `&& apk add git`])]),
		"want": ["apk keeps its cache: apk add git [2]"],
	},
	"the option before the verb": {
		"input": given.dockerfile([given.run("x", [`apk --no-cache --virtual .x add curl`])]),
		"want": [],
	},
	"by its value": {"input": given.dockerfile([given.run("x", [`apk add --cache=no curl`])]), "want": []},
	"of apt": {"input": given.dockerfile([given.run("x", ["apt-get install x"])]), "want": []},
	"mounted": {
		"input": given.dockerfile([
			[
				"RUN",
				"x",
				{
					"commands": [{"name": "apk", "arguments": ["add", "x"]}],
					"flags": {"mount": "type=cache,target=/var/cache/apk"},
				},
			],
		]),
		"want": [],
	},
	"something else is mounted": {
		"input": given.dockerfile([
			[
				"RUN",
				"x",
				{"commands": [{"name": "apk", "arguments": ["add", "x"]}], "flags": {"mount": ["type=bind,target=/x"]}},
			],
		]),
		"want": ["apk keeps its cache: apk add x [2]"],
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
	params := {"check": "apk_cache"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apk add a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["apk add a"]), given.run("x", ["apk add b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"0b746e845828dedf1d8dc49a9cc5389e",
		"437c0e298f8e0610625be6916f42b4db",
		"011e4c7910041b142971de7f5578b40f",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
