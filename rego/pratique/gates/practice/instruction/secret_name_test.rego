package pratique.gates.practice.instruction.secret_name_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"ARG": {
		"input": given.dockerfile([
			[
				"ARG",
				"x",
				{"pairs": [{"name": "TOKEN", "value": "x"}, {"name": "KEY", "value": null}, {"name": "SECRET", "value": ""}]},
			],
		]),
		"want": ["Variable is named like a secret: TOKEN [2]"],
	},
	"ENV": {
		"input": given.dockerfile([
			["ENV", "x", {"pairs": [{"name": "TOKEN", "value": "x"}, {"name": "HOME", "value": "x"}]}],
		]),
		"want": ["Variable is named like a secret: TOKEN [2]"],
	},
	"LABEL": {"input": given.dockerfile([["LABEL", "x", {"pairs": [{"name": "TOKEN", "value": "x"}]}]]), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "secret_name"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["ARG", "x", {"pairs": [{"name": "A_KEY", "value": "x"}]}]]},
	{
		"from": "debian",
		"name": null,
		"list": [
			["ARG", "x", {"pairs": [{"name": "A_KEY", "value": "x"}]}],
			["ARG", "x", {"pairs": [{"name": "B_KEY", "value": "x"}]}],
		],
	},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"2f87fcd52a6cc58d691d79a61c409d37",
		"640dd4c8a879e502eda6c02b4fae8a69",
		"05220aeed325ec4605d3b228af0cf661",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
