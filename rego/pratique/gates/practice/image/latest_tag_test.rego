package pratique.gates.practice.image.latest_tag_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

cases := {
	"latest": {
		"input": {"image": {"tag": "latest"}},
		"want": ["Image is tagged latest"],
	},
	"another": {"input": {"image": {"tag": "1"}}, "want": []},
	"null": {"input": {"image": {"tag": null}}, "want": ["unknown: image: the tag of the image is not known"]},
	"absent": {"input": {"image": {}}, "want": ["unknown: image: the tag of the image is not known"]},
	"no image": {"input": {}, "want": ["unknown: image: the tag of the image is not known"]},
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
	fixture.ids(results) == ["32b1cb55d3969609c015fc7fa10d0d16"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
