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
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
