package pratique.gates.practice.command.apt_lists_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

apt_update := {"name": "apt-get", "arguments": ["update"]}

cases := {
	"removed before": {
		"input": given.dockerfile([given.run("x", [`rm -rf /var/lib/apt/lists/*`, `&& apt-get update`])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"fetched once more": {
		"input": given.dockerfile([
			given.run("x", [`apt-get update`, `&& rm -rf /var/lib/apt/lists/*`, `&& apt-get update`]),
		]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"the directory above": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& rm -rf /var/lib/apt`])]),
		"want": [],
	},
	"a directory below": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& rm -rf /var/lib/apt/lists/partial`])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"one of several": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& rm -rf /var/{cache,lib}/apt/lists/*`])]),
		"want": [],
	},
	"files by a pattern": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& rm -rf /var/lib/apt/lists/*_*`])]),
		"want": [],
	},
	"below the directory": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& cd /var/lib/apt/lists`, `&& rm -rf *`])]),
		"want": [],
	},
	"below another directory": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& cd /tmp`, `&& rm -rf *`])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"spelt with more slashes": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& rm -fr //var/lib//apt/./lists/`])]),
		"want": [],
	},
	"found and deleted": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& find /var/lib/apt/lists -type f -delete`])]),
		"want": [],
	},
	"found and removed": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& find /var/lib/apt/lists -type f -exec rm {} +`])]),
		"want": [],
	},
	"found alone": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& find /var/lib/apt/lists -type f`])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"cleaned of its lists": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& apt-get distclean`])]),
		"want": [],
	},
	"cleaned of its lists, with a dash": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& apt dist-clean`])]),
		"want": [],
	},
	"cleaned of packages": {
		"input": given.dockerfile([given.run("x", [`apt-get update`, `&& apt-get clean`])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
	},
	"with an option and its value": {
		"input": given.dockerfile([given.run("x", [`apt-get -o Acquire::Retries=3 update`])]),
		"want": ["Package lists are not removed: apt-get -o Acquire::Retries=3 update [2]"],
	},
	"on mounts": {
		"input": given.dockerfile([["RUN", "x", {"flags": {"mount": mount}, "commands": [apt_update]}] |
			some mount in [
				"type=cache,target=/var/lib/apt,sharing=locked", "type=tmpfs,dst=/var/lib/apt/lists/", [
					"type=cache,target=/x",
					"type=cache,Destination=/var/lib",
				],
				"type=cache,target=/root/.cache", "type=secret,target=/var/lib/apt/lists",
				"type=cache,target=/var/lib/apt/lists/partial", "type=cache,id=/var/lib/apt",
			]
		]),
		"want": [sprintf("Package lists are not removed: apt-get update [%d]", [line]) | some line in [5, 6, 7, 8]],
	},
	"kept": {
		"input": given.dockerfile([given.run("x", ["apt-get update", "&& apt-get install x"])]),
		"want": ["Package lists are not removed: apt-get update [2]"],
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
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
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
	fixture.ids(results) == [
		"df675e217d864810476517a1b2922266",
		"fcd657fd6b77d24b00cdd877058b6991",
		"61e4728696ade87ee1b882932c21669b",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
