package pratique.gates.practice.instruction.latest_base_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"latest": {
		"input": given.staged([{"from": "a:latest", "list": []}]),
		"want": ["Base image is tagged latest: a:latest [1]"],
	},
	"another tag": {"input": given.staged([{"from": "a:1", "list": []}]), "want": []},
	"no tag": {"input": given.staged([{"from": "a", "list": []}]), "want": []},
	"latest with a digest": {
		"input": given.staged([
			{"from": "a:latest@sha256:3235a49037919e99696d97df8d8a230717272d848ee4ddadbca8d54f97ee30cb", "list": []},
		]),
		"want": [],
	},
	"of the history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "latest_base"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([{"from": "a:latest", "list": []}, {"from": "b:latest", "list": []}])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["0b987aa0704e85c1ff5e65d2b61055f6", "a4d1114a0932fbcd5d59a3d31f54364b"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
