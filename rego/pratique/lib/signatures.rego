# METADATA
# title: Signatures
# description: >-
#   A signature is evidence of the image whose digest it has, of its manifest or of its index, where
#   somebody has verified it and until it expires.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.signatures

import data.pratique.lib.time as clock

# METADATA
# title: One is of the image
of_image if {
	some signature in _valid
	signature.digest in _digests
}

# METADATA
# title: There are some, but nobody knows whose they are
# description: The image has no digest, as one of docker save.
of_nobody if {
	count(_valid) > 0
	count(_digests) == 0
}

_valid := [signature |
	some signature in input.signatures
	signature.verified == true
	_lasts(signature)
]

_lasts(signature) if object.get(signature, "expires", null) == null

_lasts(signature) if {
	is_string(signature.expires)
	time.parse_rfc3339_ns(signature.expires) > clock.now_ns
}

_digests := {input.image[key] | some key in ["digest", "parent_digest"]; is_string(input.image[key])}
