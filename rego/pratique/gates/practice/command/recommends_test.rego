package pratique.gates.practice.command.recommends_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"with": {
		"input": given.dockerfile([given.run("x", ["apt-get install x"])]),
		"want": ["Recommended packages are installed: apt-get install x [2]"],
	},
	"without": {"input": given.dockerfile([given.run("x", ["apt-get install --no-install-recommends x"])]), "want": []},
	"without, by option": {
		"input": given.dockerfile([given.run("x", ["apt-get -o APT::Install-Recommends=0 install x"])]),
		"want": [],
	},
	"without, by option in one word": {
		"input": given.dockerfile([given.run("x", ["apt-get -oAPT::Install-Recommends=false install x"])]),
		"want": [],
	},
	"with, by option": {
		"input": given.dockerfile([given.run("x", ["apt-get -o APT::Install-Recommends=1 install x"])]),
		"want": ["Recommended packages are installed: apt-get -o APT::Install-Recommends=1 install x [2]"],
	},
	"with, by the last option": {
		"input": given.dockerfile([given.run("x", ["apt-get install --no-install-recommends --install-recommends x"])]),
		"want": [concat("", [
			"Recommended packages are installed: ",
			"apt-get install --no-install-recommends --install-recommends x [2]",
		])],
	},
	"with, by an option denied": {
		"input": given.dockerfile([given.run("x", ["apt-get install --no-install-recommends=false x"])]),
		"want": ["Recommended packages are installed: apt-get install --no-install-recommends=false x [2]"],
	},
	"configured before": {
		"input": given.dockerfile([
			given.run("x", ["echo APT::Install-Recommends=0"]),
			given.run("x", ["apt-get install x"]),
		]),
		"want": [],
	},
	"configured after": {
		"input": given.dockerfile([
			given.run("x", ["apt-get install x"]),
			given.run("x", ["echo APT::Install-Recommends=0"]),
		]),
		"want": ["Recommended packages are installed: apt-get install x [2]"],
	},
	"nothing installed": {"input": given.dockerfile([given.run("x", ["apt-get upgrade x"])]), "want": []},
	"of apk": {"input": given.dockerfile([given.run("x", ["apk add x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "recommends"}
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
		"fe395f4f127f244353f4819f9eca2441",
		"1a8060555e481f5ae01694319d02fd2d",
		"0145b23a11874f899e9ed96aab651f2f",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
