# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
#
# Which mapping and which image rule an image gets.
package pratique.bundle_test

import data.pratique.bundle
import data.pratique.selectors
import data.pratique.subjects

test_info if bundle.info.version == "1_0"

test_warnings if count(bundle.warnings) == 0

test_subjects if {
	count(subjects.expressions) == 7 with input as {}
}

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
