package pratique.gates.practice.instruction.port_range_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"some": {
		"input": given.dockerfile([["EXPOSE", "80 65536/udp 1-70000"]]),
		"want": ["Port is not valid: 65536/udp [2]", "Port is not valid: 1-70000 [2]"],
	},
	"the last": {"input": given.dockerfile([["EXPOSE", "65535"]]), "want": []},
	"the next": {"input": given.dockerfile([["EXPOSE", "65536"]]), "want": ["Port is not valid: 65536 [2]"]},
	"in the protocol": {"input": given.dockerfile([["EXPOSE", "1/70000"]]), "want": []},
	"of another instruction": {"input": given.dockerfile([["LABEL", "70000"]]), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "port_range"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["EXPOSE", "70000"]]},
	{"from": "debian", "name": null, "list": [["EXPOSE", "70000"], ["EXPOSE", "70001"]]},
])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"1775e4cd04aad1d85259aff489b51c01",
		"c17e91cef6013dd71d6d7f7eb3852ab1",
		"a8f305f3aa55b20ac5bdd7856efaf220",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
