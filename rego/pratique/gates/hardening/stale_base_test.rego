package pratique.gates.hardening.stale_base_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

said(results) := [text | some result in results; some text in _texts(result)]

_texts(result) := [result.message] if result.message

_texts(result) := [sprintf("unknown: %s", [reason]) | some reason in result.unknown.needs] if result.unknown

answer := {
	"checked_at": "2026-01-01T00:00:00Z",
	"reference": "r.example/app:1",
	"tag_digest": "sha256:b",
	"base_digests": {},
	"manifests": {"sha256:b": ["sha256:m", "sha256:n"]},
}

# A Dockerfile of one stage.
built(reference) := {"dockerfile": {
	"mode": "actual",
	"path": "D",
	"lines": {},
	"stages": [
		{
			"index": 0,
			"name": null,
			"final": true,
			"used": true,
			"base": {"raw": "raw", "reference": reference, "stage": null},
		},
	],
	"instructions": [{"instruction": "FROM", "stage": 0, "value": "x", "start_line": 1, "end_line": 1}],
}}

annotated := {
	"dockerfile": {"mode": "guessed", "instructions": [{"instruction": "FROM"}]},
	"image": {
		"annotations": {
			"org.opencontainers.image.base.name": "debian:12",
			"org.opencontainers.image.base.digest": "sha256:a",
		},
	},
}

bases := {
	"the same": {"document": built("debian:12@sha256:b"), "digests": {"debian:12@sha256:b": "sha256:b"}, "want": []},
	"a manifest of the index": {
		"document": built("debian:12@sha256:m"),
		"digests": {"debian:12@sha256:m": "sha256:b"},
		"want": [],
	},
	"another": {
		"document": built("debian:12@sha256:a"),
		"digests": {"debian:12@sha256:a": "sha256:b"},
		"want": ["Base image debian:12@sha256:a is not the one that its tag names now: sha256:b"],
	},
	"not pinned": {
		"document": built("debian:12"),
		"digests": {"debian:12": "sha256:b"},
		"want": ["unknown: dockerfile: the digest of the base image debian:12 is not known"],
	},
	"without a tag": {
		"document": built("debian@sha256:a"),
		"digests": {},
		"want": ["unknown: registry: the registry gave no digest for the tag of the base image debian@sha256:a"],
	},
	"not resolved": {
		"document": built(null),
		"digests": {},
		"want": ["unknown: dockerfile: the base image raw is not known"],
	},
	"scratch": {"document": built("scratch"), "digests": {}, "want": []},
	"of an annotation": {
		"document": annotated,
		"digests": {"debian:12": "sha256:b"},
		"want": ["Base image debian:12 is not the one that its tag names now: sha256:b"],
	},
}

test_stale_base[name] if {
	some name, tc in bases
	document := object.union(tc.document, {"registry": object.union(answer, {"base_digests": tc.digests})})
	got := said(hardening.stale_base.findings(record, {})) with input as document
	got == tc.want
}

test_stale_base_location if {
	document := object.union(
		built("debian:12@sha256:a"),
		{"registry": object.union(answer, {"base_digests": {"debian:12@sha256:a": "sha256:b"}})},
	)
	results := hardening.stale_base.findings(record, {}) with input as document
	results[0].location == {"file": "D", "start_line": 1, "end_line": 1}
}

separate_findings(document) := results if {
	params := {}
	results := hardening.stale_base.findings(fixture.rule("hardening", "stale_base"), params) with input as document
}

several := object.union(
	given.staged([{"from": "a:1@sha256:1", "list": []}, {"from": "b:1@sha256:1", "list": []}]),
	{"registry": {"base_digests": {"a:1@sha256:1": "sha256:2", "b:1@sha256:1": "sha256:2"}}},
)

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["e71836eaa4b64fc172f521028da05b97", "516e568272bb9a2d4ff44850f3a75db6"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
