package pratique.gates.practice.command.apt_pattern_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"a pattern": {
		"input": given.dockerfile([given.run("x", ["apt-get install -y x=1.* y=1"])]),
		"want": ["Version is a pattern: x=1.* [2]"],
	},
	"none": {"input": given.dockerfile([given.run("x", ["apt-get install x"])]), "want": []},
	"of names": {"input": given.dockerfile([given.run("x", ["apt-get install x*=1"])]), "want": []},
	"of apk": {"input": given.dockerfile([given.run("x", ["apk add x=1*"])]), "want": []},
	"removed": {"input": given.dockerfile([given.run("x", ["apt-get remove x=1.*"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "apt_pattern"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get install a=*"])]},
	{
		"from": "debian",
		"name": null,
		"list": [given.run("x", ["apt-get install a=*"]), given.run("x", ["apt-get install b=*"])],
	},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"887a0c501745ad6aefca3f518a08d468",
		"c79e0a3b56509ac101c0fdbd890645cc",
		"5410d4528389308790f97ceda1a282b1",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
