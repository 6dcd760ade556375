package pratique.gates.practice.instruction.user_numeric_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"a name": {"input": given.configured({"User": "app"}), "want": ["User is not a number: app"]},
	"a number": {"input": given.configured({"User": "10001"}), "want": []},
	"a number with a group": {"input": given.configured({"User": "1:app"}), "want": []},
	"a name with a number": {"input": given.configured({"User": "1app"}), "want": ["User is not a number: 1app"]},
	"none": {"input": given.configured({"User": ""}), "want": ["User is not a number: "]},
	"not in the configuration": {"input": given.configured({}), "want": []},
	"of the Dockerfile": {"input": given.dockerfile([["USER", "app"]]), "want": ["User is not a number: app [2]"]},
	"a number of the Dockerfile": {"input": given.dockerfile([["USER", "app"], ["USER", "1:1"]]), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "user_numeric"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.dockerfile([["USER", "app"]])

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["ef63112a5650ad14de013f873f9c8a83"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
