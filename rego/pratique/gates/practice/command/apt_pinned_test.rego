package pratique.gates.practice.command.apt_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([given.run("x", ["apt-get install -y x y=1 z/bookworm ./z.deb"])]),
		"want": ["Package is not pinned: x [2]"],
	},
	"none": {"input": given.dockerfile([given.run("x", ["apt-get install y=1"])]), "want": []},
	"of apk": {"input": given.dockerfile([given.run("x", ["apk add x"])]), "want": []},
	"removed": {"input": given.dockerfile([given.run("x", ["apt-get remove x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "apt_pinned"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get install a"])]},
	{
		"from": "debian",
		"name": null,
		"list": [given.run("x", ["apt-get install a"]), given.run("x", ["apt-get install b"])],
	},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"023607da7ab1477f32f0cf2fd61ac4ca",
		"cdc92dee2ae113fe49bf9ff14322cc26",
		"0f2f67b5d97c1efd612049c8028aec8d",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
