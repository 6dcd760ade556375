# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
#
# Which mapping and which image rule an image gets.
package pratique.bundle_test

import data.pratique.bundle
import data.pratique.selectors

test_info if bundle.info.version == "1_0"

test_warnings if count(bundle.warnings) == 1

test_selectors if {
	count(selectors.mappings) == 1
	count(selectors.whitelisted_images) == 0
	count(selectors.blacklisted_images) == 0
}

default _mapping := null

_mapping := bundle.mapping.pointer

_mapping_cases := [
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest"}, "want": "/mappings/0"},
]

test_mapping[name] if {
	some i, tc in _mapping_cases
	name := sprintf("%d: %s", [i, tc.want])
	_mapping == tc.want with input as {"image": tc.image}
}
