package pratique.gates.hardening.stale_tag_test

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

tags := {
	"the same": {"image": {"digest": "sha256:b"}, "want": []},
	"its index": {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}, "want": []},
	"a manifest of the index": {"image": {"digest": "sha256:n", "parent_digest": null}, "want": []},
	"another": {
		"image": {"digest": "sha256:a"},
		"want": ["The image is not the one that r.example/app:1 names now: sha256:b"],
	},
	"another, of a tag that is not told": {
		"image": {"digest": "sha256:a"},
		"registry": {"reference": null},
		"want": ["The image is not the one that its tag names now: sha256:b"],
	},
	"of no digest": {"image": {"digest": null}, "want": ["unknown: image.digest"]},
	"without an answer": {
		"image": {"digest": "sha256:a"},
		"without": ["tag_digest"],
		"want": ["unknown: registry.tag_digest"],
	},
	"not answered": {
		"image": {"digest": "sha256:a"},
		"registry": {"tag_digest": null},
		"want": ["unknown: registry.tag_digest"],
	},
}

test_stale_tag[name] if {
	some name, tc in tags
	document := {
		"image": tc.image,
		"registry": object.remove(object.union(answer, object.get(tc, "registry", {})), object.get(tc, "without", [])),
	}
	got := said(hardening.stale_tag.findings(record, {})) with input as document
	got == tc.want
}

separate_findings(document) := results if {
	params := {}
	results := hardening.stale_tag.findings(fixture.rule("hardening", "stale_tag"), params) with input as document
}

several := {"image": {"digest": "sha256:1"}, "registry": {"reference": "r.example/a:1", "tag_digest": "sha256:2"}}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["8296a35adf433eacbcfef44775af1aa7"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
