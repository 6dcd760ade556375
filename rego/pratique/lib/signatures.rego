# METADATA
# title: Signatures
# description: >-
#   A signature is evidence of the image whose digest it has, of its manifest or of its index, where
#   it was verified and until it expires. What a file claims counts only where a rule accepts it:
#   anybody can write such a file. A document that does not say where a signature comes from is
#   trusted as a whole.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.signatures

import data.pratique.lib.time as clock

# METADATA
# title: One is of the image
of_image(accept_files) if {
	some signature in valid(input.signatures, accept_files)
	signature.digest in digests
}

# METADATA
# title: There are some, but nobody knows whose they are
# description: The image has no digest, as one of docker save.
of_nobody(accept_files) if {
	count(valid(input.signatures, accept_files)) > 0
	count(digests) == 0
}

# METADATA
# title: Those of signatures or attestations that count
valid(list, accept_files) := [entry |
	some entry in list
	entry.verified == true
	_counts(entry, accept_files)
	_lasts(entry)
]

# METADATA
# title: A signature or attestation is by one of the identities
# description: >-
#   An identity is the name of a key or identity in the trust file, or the identity itself, such as
#   the subject of a certificate; * stands for anything. None at all are any.
is_by(_, []) := true

is_by(entry, identities) if {
	some pattern in identities
	some name in _names(entry)
	glob.match(pattern, null, name)
}

# METADATA
# title: Digests of the image and of its index
digests := {input.image[key] | some key in ["digest", "parent_digest"]; is_string(input.image[key])}

_counts(entry, _) if object.get(entry, "source", null) in {"tool", null}

_counts(entry, true) if entry.source == "file"

_lasts(entry) if object.get(entry, "expires", null) == null

_lasts(entry) if {
	is_string(entry.expires)
	time.parse_rfc3339_ns(entry.expires) > clock.now_ns
}

_names(entry) := {name | some name in object.get(entry, "signers", [])} | {entry.identity | is_string(entry.identity)}
