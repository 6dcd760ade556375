package pratique.gates.signatures.provenance_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.signatures.provenance

image := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}}

slsa := "https://slsa.dev/provenance/v1"

sbom := "https://spdx.dev/Document"

attestation(parts) := object.union(
	{"predicate_type": slsa, "digest": "sha256:a", "verified": true, "source": "tool", "signers": ["ci"]},
	parts,
)

with_attestations(list) := object.union(image, {"attestations": list})

built(parts) := attestation({
	"provenance": object.union(
		{"builder": "https://ci.test/1", "build_type": "x", "source": ["git+https://git.test/a", "pkg:b"]},
		parts,
	),
})

provenance_cases := {
	"absent": {"document": image, "want": ["unknown: attestations"]},
	"null": {"document": object.union(image, {"attestations": null}), "want": ["unknown: attestations"]},
	"empty": {"document": with_attestations([]), "want": ["The image has no verified provenance: none was found"]},
	"another type": {
		"document": with_attestations([attestation({"predicate_type": sbom})]),
		"want": ["The image has no verified provenance: none was found"],
	},
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
	"version 0.2": {
		"document": with_attestations([object.union(built({}), {"predicate_type": "https://slsa.dev/provenance/v0.2"})]),
		"want": [],
	},
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
	"one of two": {
		"document": with_attestations([built({"builder": "x"}), built({})]),
		"params": {"builders": ["https://ci.test/1"]},
		"want": [],
	},
	"builder of one and source of the other": {
		"document": with_attestations([built({"builder": "x"}), built({"source": ["y"]})]),
		"params": {"builders": ["https://ci.test/1"], "sources": ["pkg:b"]},
		"want": [
			"The image was built by x, which is not on the list of builders",
			"The image was built from y, none of which is on the list of sources",
		],
	},
	"unreadable": {
		"document": with_attestations([attestation({})]),
		"want": ["The provenance of the image cannot be read"],
	},
}

test_provenance[name] if {
	some name, tc in provenance_cases
	params := object.union({"identities": [], "builders": [], "sources": []}, object.get(tc, "params", {}))
	results := provenance.findings(fixture.rule("signatures", "provenance"), params) with input as tc.document
	fixture.messages(results) == tc.want
}

separate_findings(document) := results if {
	params := {"identities": [], "builders": [], "sources": []}
	results := provenance.findings(fixture.rule("signatures", "provenance"), params) with input as document
}

several := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}, "attestations": []}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["a2530832b1991a27fb455d730ef01a50"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
