package pratique.gates.practice.image.labels_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

cases := {
	"one of the configuration": {"input": given.configured({"Labels": {"a": "1"}}), "want": ["Label is missing: b"]},
	"both": {"input": given.configured({"Labels": {"a": "1", "b": "2"}}), "want": []},
	"none": {"input": given.configured({}), "want": ["Label is missing: a", "Label is missing: b"]},
	"null": {"input": given.configured({"Labels": null}), "want": ["Label is missing: a", "Label is missing: b"]},
	"of the Dockerfile": {
		"input": given.dockerfile([["LABEL", "x", {"pairs": [{"name": "b", "value": "1"}]}]]),
		"want": ["Label is missing: a"],
	},
	"of an ENV": {
		"input": given.dockerfile([["ENV", "x", {"pairs": [{"name": "b", "value": "1"}]}]]),
		"want": ["Label is missing: a", "Label is missing: b"],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "labels", "labels": ["a", "b"]}
	results := image.findings(fixture.rule("practice", "image"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.configured({})

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["c4fdfdcc1307bc69a8c2ab7c996df649", "26fb680ce8603867fcb84c782d9fc3ba"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
