package pratique.lib.tags_test

import data.pratique.lib.tags

document := {"registry": {"manifests": {"sha256:index": ["sha256:a", "sha256:b"]}}}

test_covers if {
	tags.covers("sha256:a", {"sha256:a"}) with input as document
	tags.covers("sha256:index", {"sha256:b"}) with input as document
	not tags.covers("sha256:index", {"sha256:c"}) with input as document
	not tags.covers("sha256:other", {"sha256:a"}) with input as document
}
