package pratique.gates.hardening.content_trust_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening.content_trust

signature(parts) := object.union({"type": "cosign", "digest": "sha256:a", "verified": true}, parts)

unsigned := ["The image has no verified signature, and content trust is disabled: DOCKER_CONTENT_TRUST is not 1"]

# The signatures, the image and the environment, and what is said.
cases := [
	[{"signatures": [signature({})], "image": {"digest": "sha256:b", "parent_digest": "sha256:a"}}, []],
	[{"signatures": [signature({"expires": null})], "image": {"digest": "sha256:a"}}, []],
	[
		{
			"evaluated_at": "2026-03-15T12:00:00Z",
			"signatures": [signature({"expires": "2026-03-16T12:00:00Z"})],
			"image": {"digest": "sha256:a"},
		},
		[],
	],
	[
		{
			"evaluated_at": "2026-03-15T12:00:00Z",
			"signatures": [signature({"expires": "2026-03-15T12:00:00Z"})],
			"image": {"digest": "sha256:a"},
		},
		unsigned,
	],
	[{"signatures": [signature({})], "image": {"digest": "sha256:b", "id": "sha256:a"}}, unsigned],
	[{"signatures": [signature({})], "image": {"digest": null}}, ["unknown: image.digest"]],
	[{"signatures": [signature({"verified": false})], "image": {"digest": null}}, unsigned],
	[
		{"signatures": [signature({})], "image": {"digest": null}, "host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}}},
		[],
	],
	[{"signatures": [signature({"source": "tool"})], "image": {"digest": "sha256:a"}}, []],
	[{"signatures": [signature({"source": "file"})], "image": {"digest": "sha256:a"}}, unsigned],
	[{"signatures": [signature({"source": "file"})], "image": {"digest": null}}, unsigned],
	[{"host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}}}, []],
	[{"host": {"environment": {"DOCKER_CONTENT_TRUST": "0"}}}, unsigned],
	[{"host": {"environment": {}}}, unsigned],
	[{}, ["unknown: signatures, host.environment"]],
	[{"signatures": null, "host": {"environment": null}}, ["unknown: signatures, host.environment"]],
	[{"signatures": null, "host": null, "image": {"digest": "sha256:a"}}, ["unknown: signatures, host.environment"]],
]

test_content_trust[i] if {
	some i, row in cases
	results := content_trust.findings(
		fixture.rule("hardening", "content_trust"),
		{"accept_files": false},
	) with input as row[0]
	fixture.messages(results) == row[1]
}

test_accepted_file if {
	document := {"signatures": [signature({"source": "file"})], "image": {"digest": "sha256:a"}}
	results := content_trust.findings(
		fixture.rule("hardening", "content_trust"),
		{"accept_files": true},
	) with input as document
	results == []
}

separate_findings(document) := results if {
	params := {"accept_files": true}
	results := content_trust.findings(fixture.rule("hardening", "content_trust"), params) with input as document
}

several := {"signatures": []}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["6076010d06efb086da4cde576b205dff"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
