package pratique.gates.practice.instruction.json_form_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"CMD": {
		"input": given.dockerfile([["CMD", "x", {"json_form": false}]]),
		"want": ["Command is not a JSON array: x [2]"],
	},
	"ENTRYPOINT": {
		"input": given.dockerfile([["ENTRYPOINT", "x", {"json_form": false}]]),
		"want": ["Command is not a JSON array: x [2]"],
	},
	"as an array": {"input": given.dockerfile([["ENTRYPOINT", `["x"]`, {"json_form": true}]]), "want": []},
	"empty": {"input": given.dockerfile([["CMD", "", {"json_form": false}]]), "want": []},
	"of another instruction": {"input": given.dockerfile([["RUN", "x", {"json_form": false}]]), "want": []},
	"of another stage": {
		"input": given.staged([{"from": "a", "list": [["CMD", "x", {"json_form": false}]]}, {"from": "b", "list": []}]),
		"want": [],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "json_form"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.dockerfile([["CMD", "x", {"json_form": false}], ["ENTRYPOINT", "y", {"json_form": false}]])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["ce9d3f304c4dbc31497c60f47d4f35a4", "9caf87f34dbb23c0a2ab291eb120e093"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
