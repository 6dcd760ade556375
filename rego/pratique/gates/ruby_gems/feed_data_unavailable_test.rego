package pratique.gates.ruby_gems.feed_data_unavailable_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.ruby_gems.feed_data_unavailable

record := fixture.rule("ruby_gems", "feed_data_unavailable")

fired := [fixture.fired(
	record,
	concat("", [
		"Gem packages are present but the anchore gem feed is not available - will be ",
		"unable to perform checks that require feed data",
	]),
	"58d7d6d2d3299c3c10f08a6a8ab95bb4",
	null,
)]

cases := {
	"absent": {"document": {}, "want": fired},
	"null": {"document": {"feeds": null}, "want": fired},
	"empty": {"document": {"feeds": {}}, "want": fired},
	"another feed": {"document": {"feeds": {"other": {"synced_at": "2024-03-15T12:00:00Z"}}}, "want": fired},
	"never synchronised": {"document": {"feeds": {"gem": {"synced_at": null, "packages": {"a": {}}}}}, "want": fired},
	"synchronised": {"document": {"feeds": {"gem": {"synced_at": "2024-03-15T12:00:00Z", "packages": {}}}}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	feed_data_unavailable.findings(record, {}) == tc.want with input as tc.document
}
