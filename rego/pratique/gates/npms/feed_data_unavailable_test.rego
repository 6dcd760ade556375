package pratique.gates.npms.feed_data_unavailable_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.npms.feed_data_unavailable

record := fixture.rule("npms", "feed_data_unavailable")

fired := [fixture.fired(
	record,
	concat("", [
		"NPM packages are present but the anchore npm feed is not available - will be ",
		"unable to perform checks that require feed data",
	]),
	"65da5d4415b3e7336c752aebfaef4a40",
	null,
)]

cases := {
	"absent": {"document": {}, "want": fired},
	"null": {"document": {"feeds": null}, "want": fired},
	"empty": {"document": {"feeds": {}}, "want": fired},
	"another feed": {"document": {"feeds": {"other": {"synced_at": "2024-03-15T12:00:00Z"}}}, "want": fired},
	"never synchronised": {"document": {"feeds": {"npm": {"synced_at": null, "packages": {"a": {}}}}}, "want": fired},
	"synchronised": {"document": {"feeds": {"npm": {"synced_at": "2024-03-15T12:00:00Z", "packages": {}}}}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	feed_data_unavailable.findings(record, {}) == tc.want with input as tc.document
}
