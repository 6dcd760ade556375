package pratique.gates.practice.instruction.untagged_base_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"neither": {
		"input": given.staged([{"from": "a", "list": []}]),
		"want": ["Base image has no tag: a [1]"],
	},
	"a tag": {"input": given.staged([{"from": "a:1", "list": []}]), "want": []},
	"a digest": {
		"input": given.staged([
			{"from": "a@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb", "list": []},
		]),
		"want": [],
	},
	"of the history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "untagged_base"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([{"from": "a", "list": []}, {"from": "b", "list": []}])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["4bf83447dbb8710b3df2cd9acf308dcf", "8e8db9b04a369f6809eee1023375cc1a"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
