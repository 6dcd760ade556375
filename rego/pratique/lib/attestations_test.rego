package pratique.lib.attestations_test

import data.pratique.lib.attestations

attestation(parts) := object.union(
	{"digest": "sha256:a", "verified": true, "predicate_type": "t", "source": "tool"},
	parts,
)

document(list) := {"image": {"digest": "sha256:a"}, "attestations": list}

test_missing if {
	attestations.missing == [] with input as document([])
	attestations.missing == ["attestations"] with input as {"image": {"digest": "sha256:a"}, "attestations": null}
	attestations.missing == ["attestations", "image.digest"] with input as {}
}

test_verified if {
	list := [
		attestation({"identity": "a@b"}),
		attestation({"verified": false}),
		attestation({"predicate_type": "u"}),
		attestation({"digest": "sha256:b"}),
		attestation({"source": "file"}),
	]
	attestations.verified({"t"}, []) == [list[0]] with input as document(list)
	attestations.verified({"t", "u"}, []) == [list[0], list[2]] with input as document(list)
	attestations.verified({"t"}, ["*@b"]) == [list[0]] with input as document(list)
	attestations.verified({"t"}, ["c"]) == [] with input as document(list)
	count(attestations.of_image) == 4 with input as document(list)
}

found := {
	"none": [[], "none was found"],
	"of another type": [[{"predicate_type": "u"}], "none was found"],
	"of a problem": [[{"verified": false, "problem": "no key"}], "one is not verified: no key"],
	"of no problem": [[{"verified": false}], "one is not verified"],
	"by another": [[{"identity": "a@b"}], "one is by a@b"],
	"by nobody": [[{"identity": null}], "one is by somebody"],
	"several": [[{"identity": "a"}, {"verified": false}], "one is by a; one is not verified"],
}

test_found[name] if {
	some name, [parts, want] in found
	list := [attestation(part) | some part in parts]
	attestations.found({"t"}) == want with input as document(list)
}

test_by_whom if {
	attestations.by_whom([]) == ""
	attestations.by_whom(["a", "b"]) == " by any of a, b"
}
