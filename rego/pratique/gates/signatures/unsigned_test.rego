package pratique.gates.signatures.unsigned_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.signatures.unsigned

image := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}}

signature(parts) := object.union(
	{"type": "cosign", "digest": "sha256:a", "verified": true, "source": "tool", "signers": ["release"]},
	parts,
)

with_signatures(list) := object.union(image, {"signatures": list})

unsigned_cases := {
	"absent": {"document": image, "want": ["unknown: signatures"]},
	"null": {"document": object.union(image, {"signatures": null}), "want": ["unknown: signatures"]},
	"empty": {"document": with_signatures([]), "want": ["The image has no verified signature: none was found"]},
	"no image": {"document": {"signatures": []}, "want": ["unknown: image.digest"]},
	"an image without a digest": {
		"document": {"image": {"digest": null}, "signatures": [signature({})]},
		"want": ["unknown: image.digest"],
	},
	"signed": {"document": with_signatures([signature({})]), "want": []},
	"signed index": {"document": with_signatures([signature({"digest": "sha256:b"})]), "want": []},
	"another image": {
		"document": with_signatures([signature({"digest": "sha256:c"})]),
		"want": ["The image has no verified signature: none was found"],
	},
	"not verified": {
		"document": with_signatures([
			signature({"verified": false, "problem": "another key"}),
			signature({"type": "notation", "verified": false}),
		]),
		"want": [
			"The image has no verified signature: one of cosign is not verified: another key; one of notation is not verified",
		],
	},
	"one of two": {"document": with_signatures([signature({"verified": false}), signature({})]), "want": []},
	"expired": {
		"document": object.union(
			with_signatures([signature({"expires": "2026-03-15T12:00:00Z"})]),
			{"evaluated_at": "2026-03-15T12:00:00Z"},
		),
		"want": ["The image has no verified signature: one of cosign has expired"],
	},
	"expires later": {
		"document": object.union(
			with_signatures([signature({"expires": "2026-03-15T12:00:01Z"})]),
			{"evaluated_at": "2026-03-15T12:00:00Z"},
		),
		"want": [],
	},
	"claimed by a file": {
		"document": with_signatures([signature({"source": "file"})]),
		"want": ["The image has no verified signature: one of cosign is claimed by a file"],
	},
	"claimed by a file, which is accepted": {
		"document": with_signatures([signature({"source": "file"})]),
		"params": {"accept_files": true},
		"want": [],
	},
	"a file of somebody else, which is accepted": {
		"document": with_signatures([signature({"source": "file", "identity": "ci@example.com"})]),
		"params": {"accept_files": true, "identities": ["release2"]},
		"want": ["The image has no verified signature by any of release2: one of cosign is by ci@example.com"],
	},
	"a document that does not say where from": {
		"document": with_signatures([{"type": "x", "digest": "sha256:a", "verified": true}]),
		"want": [],
	},
	"by the name": {"document": with_signatures([signature({})]), "params": {"identities": ["ci", "release"]}, "want": []},
	"by the identity": {
		"document": with_signatures([signature({"signers": ["ci"], "identity": "https://github.com/acme/shop"})]),
		"params": {"identities": ["https://github.com/acme/*"]},
		"want": [],
	},
	"by somebody else": {
		"document": with_signatures([signature({})]),
		"params": {"identities": ["ci", "rel"]},
		"want": ["The image has no verified signature by any of ci, rel: one of cosign is by somebody"],
	},
}

test_unsigned[name] if {
	some name, tc in unsigned_cases
	params := object.union({"identities": [], "accept_files": false}, object.get(tc, "params", {}))
	results := unsigned.findings(fixture.rule("signatures", "unsigned"), params) with input as tc.document
	fixture.messages(results) == tc.want
}

separate_findings(document) := results if {
	params := {"identities": []}
	results := unsigned.findings(fixture.rule("signatures", "unsigned"), params) with input as document
}

several := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}, "signatures": []}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["22eb4fad199de60ae2297f6d5a5547a2"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
