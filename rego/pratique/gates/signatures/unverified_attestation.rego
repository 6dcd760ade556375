# METADATA
# title: Attestation that is not verified
# description: >-
#   Fires for each type of statement about the image, such as its provenance, of which there is none
#   that is verified. Without a list of types, these are the types that were found.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: signatures
#   trigger: unverified_attestation
#   remediation: >-
#     Attest the statement, cosign attest --type TYPE --predicate FILE NAME@sha256:DIGEST, and trust
#     who signs it: --trust FILE.
#   parameters:
#     - name: predicate_types
#       attribute: predicate_types
#       description: The types that have to be there, separated by commas.
#       example: "https://slsa.dev/provenance/v1,https://spdx.dev/Document"
#       validator: csv-any
#       default: ""
#     - name: identities
#       attribute: identities
#       description: Who may have signed, as for unsigned.
#       example: release
#       validator: csv-any
#       default: ""
#   needs:
#     - attestations
#   messages:
#     - "The image has no verified attestation of type {type}{by whom}: {what was found}"
#   examples:
#     - {id: attested, gate: signatures, trigger: unverified_attestation, action: STOP, params: [{name: predicate_types, value: "https://spdx.dev/Document"}]}
#   samples:
#     - {image: {digest: "sha256:aa"}, attestations: [{predicate_type: "https://spdx.dev/Document", digest: "sha256:aa", verified: false, source: tool, problem: it is not signed}]}
#     - {image: {digest: "sha256:aa"}, attestations: [{predicate_type: "https://spdx.dev/Document", digest: "sha256:aa", verified: true, source: tool, signers: [release]}]}
package pratique.gates.signatures.unverified_attestation

import data.pratique.lib.attestations
import data.pratique.lib.finding

# METADATA
# description: One finding a type, sorted.
findings(rule, params) := [finding.new(rule, {"message": message, "about": about}) |
	some type in _types(params)
	count(attestations.verified({type}, params.identities)) == 0
	about := {"predicate_type": type, "identities": params.identities}
	message := sprintf("The image has no verified attestation of type %s%s: %s", [
		type,
		attestations.by_whom(params.identities),
		attestations.found({type}),
	])
] if {
	count(attestations.missing) == 0
}

findings(rule, _) := [finding.unknown(rule, attestations.missing)] if count(attestations.missing) > 0

_types(params) := sort({type | some type in params.predicate_types}) if count(params.predicate_types) > 0

_types(params) := sort({attestation.predicate_type | some attestation in attestations.of_image}) if {
	count(params.predicate_types) == 0
}
