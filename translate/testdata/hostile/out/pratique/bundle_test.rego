# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
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

# /mappings/0: no image was found that gets it.
_mapping_cases := [
	{"image": {"registry": "registry.invalid", "repository": "nobody/nothing", "tag": "none"}, "want": null},
]

test_mapping[name] if {
	some i, tc in _mapping_cases
	name := sprintf("%d: %s", [i, tc.want])
	_mapping == tc.want with input as {"image": tc.image}
}
