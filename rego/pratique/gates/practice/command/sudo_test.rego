package pratique.gates.practice.command.sudo_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"by its path": {
		"input": given.dockerfile([given.run("x", ["/usr/bin/sudo make"])]),
		"want": ["sudo is used: /usr/bin/sudo make [2]"],
	},
	"by its name": {
		"input": given.dockerfile([given.run("x", ["cd x", "&& sudo make"])]),
		"want": ["sudo is used: sudo make [2]"],
	},
	"of nothing": {"input": given.dockerfile([given.run("x", ["sudo -v"])]), "want": ["sudo is used: sudo -v [2]"]},
	"none": {"input": given.dockerfile([given.run("x", ["make"])]), "want": []},
	"as an argument": {"input": given.dockerfile([given.run("x", ["man sudo"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: line 2 could not be read"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "sudo"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["sudo a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["sudo a"]), given.run("x", ["sudo b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"9cebece7a30e5e18238c92b58595fded",
		"89d32b6111879a140168ad2623aaf1a6",
		"ac0a39e657918b13023d8d94b5b5bffc",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
