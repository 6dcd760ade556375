package pratique.gates.signatures_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.signatures.provenance
import data.pratique.gates.signatures.unsigned
import data.pratique.gates.signatures.unverified_attestation

image := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}}

signature(parts) := object.union({"type": "cosign", "digest": "sha256:a", "verified": true, "source": "tool", "signers": ["release"]}, parts)

with_signatures(list) := object.union(image, {"signatures": list})

unsigned_cases := {
	"absent": {"document": image, "want": ["unknown: signatures"]},
	"null": {"document": object.union(image, {"signatures": null}), "want": ["unknown: signatures"]},
	"empty": {"document": with_signatures([]), "want": ["The image has no verified signature: none was found"]},
	"no image": {"document": {"signatures": []}, "want": ["unknown: image.digest"]},
	"an image without a digest": {"document": {"image": {"digest": null}, "signatures": [signature({})]}, "want": ["unknown: image.digest"]},
	"signed": {"document": with_signatures([signature({})]), "want": []},
	"signed index": {"document": with_signatures([signature({"digest": "sha256:b"})]), "want": []},
	"another image": {
		"document": with_signatures([signature({"digest": "sha256:c"})]),
		"want": ["The image has no verified signature: none was found"],
	},
	"not verified": {
		"document": with_signatures([signature({"verified": false, "problem": "another key"}), signature({"type": "notation", "verified": false})]),
		"want": ["The image has no verified signature: one of cosign is not verified: another key; one of notation is not verified"],
	},
	"one of two": {"document": with_signatures([signature({"verified": false}), signature({})]), "want": []},
	"expired": {
		"document": object.union(with_signatures([signature({"expires": "2026-03-15T12:00:00Z"})]), {"evaluated_at": "2026-03-15T12:00:00Z"}),
		"want": ["The image has no verified signature: one of cosign has expired"],
	},
	"expires later": {
		"document": object.union(with_signatures([signature({"expires": "2026-03-15T12:00:01Z"})]), {"evaluated_at": "2026-03-15T12:00:00Z"}),
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
	"a document that does not say where from": {"document": with_signatures([{"type": "x", "digest": "sha256:a", "verified": true}]), "want": []},
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

slsa := "https://slsa.dev/provenance/v1"

sbom := "https://spdx.dev/Document"

attestation(parts) := object.union({"predicate_type": slsa, "digest": "sha256:a", "verified": true, "source": "tool", "signers": ["ci"]}, parts)

with_attestations(list) := object.union(image, {"attestations": list})

unverified_cases := {
	"absent": {"document": image, "want": ["unknown: attestations"]},
	"null": {"document": object.union(image, {"attestations": null}), "want": ["unknown: attestations"]},
	"no image": {"document": {"attestations": []}, "want": ["unknown: image.digest"]},
	"empty": {"document": with_attestations([]), "want": []},
	"verified": {"document": with_attestations([attestation({})]), "want": []},
	"not verified": {
		"document": with_attestations([attestation({"verified": false, "problem": "it is not signed"}), attestation({"predicate_type": sbom, "verified": false})]),
		"want": [
			"The image has no verified attestation of type https://slsa.dev/provenance/v1: one is not verified: it is not signed",
			"The image has no verified attestation of type https://spdx.dev/Document: one is not verified",
		],
	},
	"one of two": {"document": with_attestations([attestation({"verified": false}), attestation({})]), "want": []},
	"of another image": {"document": with_attestations([attestation({"verified": false, "digest": "sha256:c"})]), "want": []},
	"wanted and not there": {
		"document": with_attestations([attestation({})]),
		"params": {"predicate_types": [sbom, slsa]},
		"want": ["The image has no verified attestation of type https://spdx.dev/Document: none was found"],
	},
	"by somebody else": {
		"document": with_attestations([attestation({}), attestation({"identity": "x@y"})]),
		"params": {"identities": ["release"]},
		"want": ["The image has no verified attestation of type https://slsa.dev/provenance/v1 by any of release: one is by somebody; one is by x@y"],
	},
}

test_unverified_attestation[name] if {
	some name, tc in unverified_cases
	params := object.union({"identities": [], "predicate_types": []}, object.get(tc, "params", {}))
	results := unverified_attestation.findings(fixture.rule("signatures", "unverified_attestation"), params) with input as tc.document
	fixture.messages(results) == tc.want
}

built(parts) := attestation({"provenance": object.union({"builder": "https://ci.test/1", "build_type": "x", "source": ["git+https://git.test/a", "pkg:b"]}, parts)})

provenance_cases := {
	"absent": {"document": image, "want": ["unknown: attestations"]},
	"null": {"document": object.union(image, {"attestations": null}), "want": ["unknown: attestations"]},
	"empty": {"document": with_attestations([]), "want": ["The image has no verified provenance: none was found"]},
	"another type": {"document": with_attestations([attestation({"predicate_type": sbom})]), "want": ["The image has no verified provenance: none was found"]},
	"not verified": {
		"document": with_attestations([attestation({"verified": false, "problem": "it is not signed"})]),
		"want": ["The image has no verified provenance: one is not verified: it is not signed"],
	},
	"by somebody else": {
		"document": with_attestations([built({})]),
		"params": {"identities": ["release"]},
		"want": ["The image has no verified provenance by any of release: one is by somebody"],
	},
	"there": {"document": with_attestations([built({})]), "want": []},
	"version 0.2": {"document": with_attestations([object.union(built({}), {"predicate_type": "https://slsa.dev/provenance/v0.2"})]), "want": []},
	"a builder and a source": {
		"document": with_attestations([built({})]),
		"params": {"builders": ["x", "https://ci.test/*"], "sources": ["git+https://git.test/*"]},
		"want": [],
	},
	"another builder and source": {
		"document": with_attestations([built({})]),
		"params": {"builders": ["https://ci.test/"], "sources": ["https://git.test/*"]},
		"want": [
			"The image was built by https://ci.test/1, which is not on the list of builders",
			"The image was built from git+https://git.test/a, pkg:b, none of which is on the list of sources",
		],
	},
	"nobody and nothing": {
		"document": with_attestations([built({"builder": "", "source": []})]),
		"params": {"builders": ["a"], "sources": ["b"]},
		"want": [
			"The image was built by nobody that it names, which is not on the list of builders",
			"The image was built from nothing that it names, none of which is on the list of sources",
		],
	},
	"one of two": {"document": with_attestations([built({"builder": "x"}), built({})]), "params": {"builders": ["https://ci.test/1"]}, "want": []},
	"builder of one and source of the other": {
		"document": with_attestations([built({"builder": "x"}), built({"source": ["y"]})]),
		"params": {"builders": ["https://ci.test/1"], "sources": ["pkg:b"]},
		"want": [
			"The image was built by x, which is not on the list of builders",
			"The image was built from y, none of which is on the list of sources",
		],
	},
	"unreadable": {"document": with_attestations([attestation({})]), "want": ["The provenance of the image cannot be read"]},
}

test_provenance[name] if {
	some name, tc in provenance_cases
	params := object.union({"identities": [], "builders": [], "sources": []}, object.get(tc, "params", {}))
	results := provenance.findings(fixture.rule("signatures", "provenance"), params) with input as tc.document
	fixture.messages(results) == tc.want
}
