package pratique.gates.practice.command.pip_pinned_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

cases := {
	"some": {
		"input": given.dockerfile([
			given.run("x", ["pip3 install -r requirements.txt x y==1 . git+https://z@1 z.whl z.tar.gz"]),
		]),
		"want": ["The package has no version: x [2]"],
	},
	"of a module": {
		"input": given.dockerfile([given.run("x", ["python3 -m pip install x"])]),
		"want": ["The package has no version: x [2]"],
	},
	"of its version": {
		"input": given.dockerfile([given.run("x", ["pip3.11 install x"])]),
		"want": ["The package has no version: x [2]"],
	},
	"options with values": {
		"input": given.dockerfile([given.run("x", ["pip install -c x --index-url y --find-links=z -t a b"])]),
		"want": ["The package has no version: b [2]"],
	},
	"of pipx": {"input": given.dockerfile([given.run("x", ["pipx install x"])]), "want": []},
	"listed": {"input": given.dockerfile([given.run("x", ["pip list x"])]), "want": []},
	"downloaded": {"input": given.dockerfile([given.run("x", ["pip download x"])]), "want": []},
	"not parsed": {
		"input": given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]]),
		"want": ["unknown: dockerfile: the commands of line 2"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

findings(document) := results if {
	params := {"check": "pip_pinned"}
	results := command.findings(fixture.rule("practice", "command"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["pip install a"])]},
	{"from": "debian", "name": null, "list": [given.run("x", ["pip install a"]), given.run("x", ["pip install b"])]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
