package pratique.gates.practice.command.apk_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([given.run("x", ["apk add x y=1 z~2 v>3 w<4 .deps a@edge ./b.apk"])]),
		"want": ["Package is not pinned: x [2]", "Package is not pinned: a@edge [2]"],
	},
	"removed": {"input": given.dockerfile([given.run("x", ["apk del x"])]), "want": []},
	"of apt": {"input": given.dockerfile([given.run("x", ["apt-get install x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "apk_pinned"}
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
		"358ae62365d4d7b5a4ae40aa66de9cd8",
		"fa961f7ca263fb5948386ec99721c26a",
		"bd1c68513d67d483770489d55a03e28f",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
