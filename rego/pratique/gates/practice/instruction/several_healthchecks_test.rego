package pratique.gates.practice.instruction.several_healthchecks_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"two": {
		"input": given.dockerfile([["HEALTHCHECK", "CMD a"], ["HEALTHCHECK", "CMD b"]]),
		"want": ["Only the last HEALTHCHECK counts: CMD a [2]"],
	},
	"one": {"input": given.dockerfile([["HEALTHCHECK", "CMD a"]]), "want": []},
	"another instruction": {"input": given.dockerfile([["HEALTHCHECK", "CMD a"], ["CMD", "b"]]), "want": []},
	"another instruction first": {"input": given.dockerfile([["CMD", "b"], ["HEALTHCHECK", "CMD a"]]), "want": []},
	"one in each stage": {
		"input": given.staged([
			{"from": "a", "list": [["HEALTHCHECK", "CMD a"]]},
			{"from": "b", "list": [["HEALTHCHECK", "CMD b"]]},
		]),
		"want": [],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "several_healthchecks"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.dockerfile([["HEALTHCHECK", "CMD a"], ["HEALTHCHECK", "CMD b"], ["HEALTHCHECK", "CMD c"]])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["d3ba444c05b533c598004d41a405eb6d", "fe1c8479c915398126eeaf3a14344413"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
