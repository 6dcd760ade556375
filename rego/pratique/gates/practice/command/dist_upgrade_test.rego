package pratique.gates.practice.command.dist_upgrade_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"of apt": {
		"input": given.dockerfile([given.run("x", ["apt-get -y dist-upgrade"])]),
		"want": ["Distribution is upgraded: apt-get -y dist-upgrade [2]"],
	},
	"of apt, all": {
		"input": given.dockerfile([given.run("x", ["apt full-upgrade"])]),
		"want": ["Distribution is upgraded: apt full-upgrade [2]"],
	},
	"of zypper": {
		"input": given.dockerfile([given.run("x", ["zypper dup"])]),
		"want": ["Distribution is upgraded: zypper dup [2]"],
	},
	"of its packages": {"input": given.dockerfile([given.run("x", ["apt-get upgrade"])]), "want": []},
	"of apk": {"input": given.dockerfile([given.run("x", ["apk upgrade"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "dist_upgrade"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get dist-upgrade"])]},
	{
		"from": "debian",
		"name": null,
		"list": [given.run("x", ["apt-get dist-upgrade"]), given.run("x", ["apt-get -y dist-upgrade"])],
	},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"63527027935fe6c61e4daa37c00f262e",
		"75d1ababb2d3237a5081ce8bf648b590",
		"ed3d805ee36e924009bab8108dc84268",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
