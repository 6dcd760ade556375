# METADATA
# title: Unsigned image
# description: >-
#   Fires where the image has no verified signature, or none by one of the identities. A signature is
#   one of the image whose digest it has, of its manifest or index, until it expires.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: signatures
#   trigger: unsigned
#   remediation: >-
#     Sign the image by its digest, cosign sign NAME@sha256:DIGEST, and let the signature be
#     verified: --trust FILE.
#   gate_description: Checks of signatures of the image and of statements about it, which --trust looks for and verifies.
#   parameters:
#     - name: identities
#       attribute: identities
#       description: >-
#         Who may have signed: names of keys and identities of the trust file, or identities such as the subject
#         of a certificate, separated by commas; * stands for anything. Without it, whoever the trust file trusts.
#       example: "release,https://github.com/acme/*"
#       validator: csv-any
#       default: ""
#     - name: accept_files
#       attribute: accept_files
#       description: Whether signatures count that a file claims (--signatures), which anybody can write.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs:
#     - signatures
#   messages:
#     - "The image has no verified signature{by whom}: {what was found}"
#   examples:
#     - {id: signed, gate: signatures, trigger: unsigned, action: STOP, params: [{name: identities, value: release}]}
#   samples:
#     - {image: {digest: "sha256:aa"}, signatures: []}
#     - {image: {digest: "sha256:aa"}, signatures: [{type: cosign, digest: "sha256:aa", verified: true, source: tool, signers: [release], identity: release}]}
package pratique.gates.signatures.unsigned

import data.pratique.lib.finding
import data.pratique.lib.signatures

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"identities": params.identities}}) |
	not _signed(params)
	message := sprintf("The image has no verified signature%s: %s", [_by_whom(params.identities), _found(params)])
] if {
	count(_missing) == 0
}

findings(rule, _) := [finding.unknown(rule, _missing)] if count(_missing) > 0

_missing := array.concat(
	["signatures" | not is_array(object.get(input, "signatures", null))],
	["image.digest" | count(signatures.digests) == 0],
)

_signed(params) if {
	some signature in signatures.valid(input.signatures, params.accept_files)
	signature.digest in signatures.digests
	signatures.is_by(signature, params.identities)
}

_by_whom([]) := ""

_by_whom(identities) := sprintf(" by any of %s", [concat(", ", identities)]) if count(identities) > 0

_found(_) := "none was found" if count(_of_image) == 0

_found(params) := concat("; ", [text | some signature in _of_image; text := _why(signature, params)]) if {
	count(_of_image) > 0
}

_of_image := [signature | some signature in input.signatures; signature.digest in signatures.digests]

_why(signature, _) := sprintf("one of %s is not verified: %s", [signature.type, signature.problem]) if {
	signature.verified != true
	is_string(signature.problem)
}

_why(signature, _) := sprintf("one of %s is not verified", [signature.type]) if {
	signature.verified != true
	not is_string(object.get(signature, "problem", null))
}

_why(signature, params) := sprintf("one of %s is claimed by a file", [signature.type]) if {
	signature.verified == true
	signature.source == "file"
	not params.accept_files
}

_why(signature, params) := sprintf("one of %s has expired", [signature.type]) if {
	signature.verified == true
	not _is_file(signature, params)
	count(signatures.valid([signature], true)) == 0
}

_why(signature, params) := sprintf("one of %s is by %s", [signature.type, _name(signature)]) if {
	signature.verified == true
	not _is_file(signature, params)
	count(signatures.valid([signature], true)) == 1
}

_is_file(signature, params) if {
	signature.source == "file"
	not params.accept_files
}

_name(signature) := signature.identity if is_string(signature.identity)

_name(signature) := "somebody" if not is_string(object.get(signature, "identity", null))
