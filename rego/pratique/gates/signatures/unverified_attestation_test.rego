package pratique.gates.signatures.unverified_attestation_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.signatures.unverified_attestation

image := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}}

slsa := "https://slsa.dev/provenance/v1"

sbom := "https://spdx.dev/Document"

attestation(parts) := object.union(
	{"predicate_type": slsa, "digest": "sha256:a", "verified": true, "source": "tool", "signers": ["ci"]},
	parts,
)

with_attestations(list) := object.union(image, {"attestations": list})

unverified_cases := {
	"absent": {"document": image, "want": ["unknown: attestations"]},
	"null": {"document": object.union(image, {"attestations": null}), "want": ["unknown: attestations"]},
	"no image": {"document": {"attestations": []}, "want": ["unknown: image.digest"]},
	"empty": {"document": with_attestations([]), "want": []},
	"verified": {"document": with_attestations([attestation({})]), "want": []},
	"not verified": {
		"document": with_attestations([
			attestation({"verified": false, "problem": "it is not signed"}),
			attestation({"predicate_type": sbom, "verified": false}),
		]),
		"want": [
			concat("", [
				"The image has no verified attestation of type https://slsa.dev/provenance/v1: ",
				"one is not verified: it is not signed",
			]),
			"The image has no verified attestation of type https://spdx.dev/Document: one is not verified",
		],
	},
	"one of two": {"document": with_attestations([attestation({"verified": false}), attestation({})]), "want": []},
	"of another image": {
		"document": with_attestations([attestation({"verified": false, "digest": "sha256:c"})]),
		"want": [],
	},
	"wanted and not there": {
		"document": with_attestations([attestation({})]),
		"params": {"predicate_types": [sbom, slsa]},
		"want": ["The image has no verified attestation of type https://spdx.dev/Document: none was found"],
	},
	"by somebody else": {
		"document": with_attestations([attestation({}), attestation({"identity": "x@y"})]),
		"params": {"identities": ["release"]},
		"want": [
			concat("", [
				"The image has no verified attestation of type https://slsa.dev/provenance/v1 by ",
				"any of release: one is by somebody; one is by x@y",
			]),
		],
	},
}

test_unverified_attestation[name] if {
	some name, tc in unverified_cases
	params := object.union({"identities": [], "predicate_types": []}, object.get(tc, "params", {}))
	results := unverified_attestation.findings(
		fixture.rule("signatures", "unverified_attestation"),
		params,
	) with input as tc.document
	fixture.messages(results) == tc.want
}

separate_findings(document) := results if {
	params := {"predicate_types": ["a", "b"], "identities": []}
	results := unverified_attestation.findings(
		fixture.rule("signatures", "unverified_attestation"),
		params,
	) with input as document
}

several := {"image": {"digest": "sha256:a", "parent_digest": "sha256:b"}, "attestations": []}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["1ca443218a4e376cec50e2c169331c4f", "a726d6d5f43b5005b5e6fddd8e28ade0"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
