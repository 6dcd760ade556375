package pratique.gates.practice.instruction.unpinned_base_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"both": {
		"input": given.staged([
			{"from": "a:1@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb", "list": []},
		]),
		"want": [],
	},
	"a tag": {
		"input": given.staged([{"from": "a:1", "list": []}]),
		"want": ["Base image is not pinned by tag and digest: a:1 [1]"],
	},
	"a digest": {
		"input": given.staged([
			{"from": "a@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb", "list": []},
		]),
		"want": [
			concat("", [
				"Base image is not pinned by tag and digest: ",
				"a@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb [1]",
			]),
		],
	},
	"a short digest": {
		"input": given.staged([{"from": "a:1@sha256:00", "list": []}]),
		"want": ["Base image is not pinned by tag and digest: a:1@sha256:00 [1]"],
	},
	"of the history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "unpinned_base"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([{"from": "a", "list": []}, {"from": "b", "list": []}])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["011afa804620f1aa951db3304db00b8d", "a9ad8712933dfae9a2564301212eaae1"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
