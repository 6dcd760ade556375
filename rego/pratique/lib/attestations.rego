# METADATA
# title: Attestations
# description: Statements about the image, such as its provenance, and who has signed them.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.attestations

import data.pratique.lib.signatures

# METADATA
# title: What has to be known, and is not
missing := array.concat(
	["attestations" | not is_array(object.get(input, "attestations", null))],
	["image.digest" | count(signatures.digests) == 0],
)

# METADATA
# title: Those of the image, of its manifest or index
of_image := [attestation | some attestation in input.attestations; attestation.digest in signatures.digests]

# METADATA
# title: Those of the types that one of the identities has signed
verified(types, identities) := [attestation |
	some attestation in signatures.valid(of_image, false)
	attestation.predicate_type in types
	signatures.is_by(attestation, identities)
]

# METADATA
# title: By whom a message says that there is none
by_whom([]) := ""

by_whom(identities) := sprintf(" by any of %s", [concat(", ", identities)]) if count(identities) > 0

# METADATA
# title: What there is of the types, for a message
found(types) := "none was found" if count(_some(types)) == 0

found(types) := concat("; ", [text | some attestation in _some(types); text := _why(attestation)]) if {
	count(_some(types)) > 0
}

_some(types) := [attestation | some attestation in of_image; attestation.predicate_type in types]

_why(attestation) := sprintf("one is not verified: %s", [attestation.problem]) if {
	attestation.verified != true
	is_string(attestation.problem)
}

_why(attestation) := "one is not verified" if {
	attestation.verified != true
	not is_string(object.get(attestation, "problem", null))
}

_why(attestation) := sprintf("one is by %s", [_name(attestation)]) if attestation.verified == true

_name(attestation) := attestation.identity if is_string(attestation.identity)

_name(attestation) := "somebody" if not is_string(object.get(attestation, "identity", null))
