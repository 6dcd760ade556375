package pratique.gates.hardening.image_age_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_image_age if {
	got := [fixture.messages(results) |
		some created in ["2024-01-01T00:00:00Z", "2024-02-20T00:00:00Z", "1970-01-01T00:00:00Z", null]
		document := {"evaluated_at": "2024-03-01T00:00:00Z", "image": {"created": created}}
		results := hardening.image_age.findings(record, {"max_days": 30}) with input as document
	]
	unknown := ["unknown: image: the creation date of the image is not known"]
	got == [["The image is 60 days old, more than 30: rebuild it"], [], unknown, unknown]
}

separate_findings(document) := results if {
	params := {"max_days": 30}
	results := hardening.image_age.findings(fixture.rule("hardening", "image_age"), params) with input as document
}

several := {"evaluated_at": "2024-03-01T00:00:00Z", "image": {"created": "2020-01-01T00:00:00Z"}}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["4c94e3c45d44275b75db2684d1fb2c8f"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
