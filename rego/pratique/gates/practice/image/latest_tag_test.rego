package pratique.gates.practice.image.latest_tag_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

cases := {
	"latest": {
		"input": {"image": {"tag": "latest"}},
		"want": ["The image is tagged latest, which stands for another image tomorrow"],
	},
	"another": {"input": {"image": {"tag": "1"}}, "want": []},
	"null": {"input": {"image": {"tag": null}}, "want": ["unknown: image: its tag"]},
	"absent": {"input": {"image": {}}, "want": ["unknown: image: its tag"]},
	"no image": {"input": {}, "want": ["unknown: image: its tag"]},
}

findings(document) := results if {
	params := {"check": "latest_tag"}
	results := image.findings(fixture.rule("practice", "image"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"image": {"tag": "latest"}}

test_trigger_ids if {
	results := findings(several)
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
