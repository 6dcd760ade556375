package pratique.gates.vulnerabilities.stale_feed_data_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.vulnerabilities.stale_feed_data

record := fixture.rule("vulnerabilities", "stale_feed_data")

one := fixture.fired(
	record,
	"The vulnerability feed for this image distro is older than MAXAGE (1) days",
	"39e866cb3781743d7b9cabfb20ab59a3",
	null,
)

two := fixture.fired(
	record,
	"The vulnerability feed for this image distro is older than MAXAGE (2) days",
	"deb3f1afb4ea0ddf587e6c62c341c6fa",
	null,
)

cases := {
	"fresh": {"synced_at": "2024-03-15T11:00:00Z", "days": 1, "want": []},
	"stale": {"synced_at": "2024-03-13T11:00:00Z", "days": 2, "want": [two]},
	"at the limit": {"synced_at": "2024-03-14T12:00:00Z", "days": 1, "want": []},
	"at the limit, a fraction later": {"synced_at": "2024-03-14T12:00:00.7Z", "days": 1, "want": []},
	"past the limit": {"synced_at": "2024-03-14T11:59:59.9Z", "days": 1, "want": [one]},
	"in the future": {"synced_at": "2030-01-01T00:00:00Z", "days": 1, "want": []},
	"another zone": {"synced_at": "2024-03-14T13:59:59+02:00", "days": 1, "want": [one]},
	"many days": {"synced_at": "1980-01-01T00:00:00Z", "days": 100000000000000000000, "want": []},
	"null": {"synced_at": null, "days": 1, "want": [one]},
}

test_findings[name] if {
	some name, tc in cases
	got := stale_feed_data.findings(record, {"max_days_since_sync": tc.days}) with input as {
		"evaluated_at": "2024-03-15T12:00:00Z",
		"vulnerabilities": {"synced_at": tc.synced_at},
	}
	got == tc.want
}

# Anchore does not cut the time of the evaluation to seconds.
test_fraction if {
	got := stale_feed_data.findings(record, {"max_days_since_sync": 1}) with input as {
		"evaluated_at": "2024-03-15T12:00:00.5Z",
		"vulnerabilities": {"synced_at": "2024-03-14T12:00:00Z"},
	}
	got == [one]
}

sections := {"absent": {}, "null": {"vulnerabilities": null}, "empty": {"vulnerabilities": {}}}

test_no_data[name] if {
	some name, none in sections
	stale_feed_data.findings(record, {"max_days_since_sync": 1}) == [one] with input as none
}

# What runs images has no feed of its own; a Dockerfile is judged as the image that is built from it.
no_image := {
	"containers": {"input": {"containers": []}, "want": ["unknown: image"]},
	"a host": {"input": {"image": null, "vulnerabilities": null, "host": {}}, "want": ["unknown: image"]},
	"a host and an image": {"input": {"image": {}, "host": {}}, "want": [one.message]},
	"a host and a Dockerfile": {"input": {"host": {}, "dockerfile": {"mode": "actual"}}, "want": [one.message]},
	"a host and a report": {"input": {"host": {}, "vulnerabilities": {"synced_at": null}}, "want": [one.message]},
	"nothing": {"input": {"host": null}, "want": [one.message]},
}

test_no_image[name] if {
	some name, tc in no_image
	got := stale_feed_data.findings(record, {"max_days_since_sync": 1}) with input as tc.input
	fixture.messages(got) == tc.want
}
