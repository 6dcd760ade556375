package pratique.gates.practice.instruction.workdir_absolute_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"relative": {"input": given.dockerfile([["WORKDIR", "x"]]), "want": ["WORKDIR is not absolute: x [2]"]},
	"absolute": {"input": given.dockerfile([["WORKDIR", "/x"]]), "want": []},
	"a variable": {"input": given.dockerfile([["WORKDIR", "$X"]]), "want": []},
	"of Windows": {"input": given.dockerfile([["WORKDIR", `C:\x`]]), "want": []},
	"quoted": {"input": given.dockerfile([["WORKDIR", `"/x"`]]), "want": []},
	"quoted otherwise": {"input": given.dockerfile([["WORKDIR", "'/x'"]]), "want": []},
	"expanded": {
		"input": given.dockerfile([["WORKDIR", "$X", {"expanded": "x"}]]),
		"want": ["WORKDIR is not absolute: x [2]"],
	},
	"of another instruction": {"input": given.dockerfile([["USER", "x"]]), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "workdir_absolute"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["WORKDIR", "x"]]},
	{"from": "debian", "name": null, "list": [["WORKDIR", "x"], ["WORKDIR", "y"]]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"82fb5c98695c5ccb752c8b3beca52386",
		"e24d5ada454f72731ee910ae9a67684f",
		"a0bd75dfe193f6199a5207510c66187c",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
