package pratique.lib.signatures_test

import data.pratique.lib.signatures

signature(parts) := object.union({"digest": "sha256:a", "verified": true}, parts)

document(list) := {
	"evaluated_at": "2026-03-15T12:00:00Z",
	"image": {"digest": "sha256:x", "parent_digest": "sha256:a"},
	"signatures": list,
}

# A signature, and whether it counts without and with those that a file claims.
cases := {
	"verified": [{}, true, true],
	"not verified": [{"verified": false}, false, false],
	"of the tool": [{"source": "tool"}, true, true],
	"of a file": [{"source": "file"}, false, true],
	"of somewhere else": [{"source": "x"}, false, false],
	"that lasts": [{"expires": "2026-03-15T12:00:01Z"}, true, true],
	"that has expired": [{"expires": "2026-03-15T12:00:00Z"}, false, false],
	"that never expires": [{"expires": null}, true, true],
	"with no time": [{"expires": "tomorrow"}, false, false],
	"of another image": [{"digest": "sha256:b"}, false, false],
}

test_of_image[name] if {
	some name, [parts, alone, accepted] in cases
	given := document([signature(parts)])
	count([true | signatures.of_image(false)]) == 1 == alone with input as given
	count([true | signatures.of_image(true)]) == 1 == accepted with input as given
}

test_of_nobody if {
	without := {"image": {"digest": null}, "signatures": [signature({})]}
	signatures.of_nobody(false) with input as without
	not signatures.of_nobody(false) with input as document([signature({})])
	not signatures.of_nobody(false) with input as {"image": {"digest": null}, "signatures": []}
}

test_is_by if {
	signatures.is_by(signature({}), [])
	signatures.is_by(signature({"signers": ["release", "x"]}), ["release"])
	signatures.is_by(signature({"identity": "https://github.com/a/b"}), ["x", "https://github.com/a/*"])
	not signatures.is_by(signature({"signers": ["release"]}), ["rel"])
	not signatures.is_by(signature({}), ["release"])
}
