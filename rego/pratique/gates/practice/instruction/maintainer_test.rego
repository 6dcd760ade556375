package pratique.gates.practice.instruction.maintainer_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"one": {
		"input": given.dockerfile([["MAINTAINER", "x"]]),
		"want": ["MAINTAINER is deprecated, use a label: x [2]"],
	},
	"none": {"input": given.dockerfile([["USER", "x"]]), "want": []},
	"of the history": {
		"input": given.guessed([["MAINTAINER", "x"]]),
		"want": ["MAINTAINER is deprecated, use a label: x"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "maintainer"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["MAINTAINER", "a"]]},
	{"from": "debian", "name": null, "list": [["MAINTAINER", "a"], ["MAINTAINER", "b"]]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"96f077b88c36d25f306b65a6f6fd6d4d",
		"6a0f07af79b912363cca7b6f5aef3804",
		"628d6dbcf275688c5f5ae31eb1a55245",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
