# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
#
# Which mapping and which image rule an image gets.
package pratique.bundle_test

import data.pratique.bundle
import data.pratique.selectors
import data.pratique.subjects

test_info if bundle.info.version == "1_0"

test_warnings if count(bundle.warnings) == 1

test_subjects if {
	count(subjects.expressions) == 1 with input as {}
}

test_selectors if {
	count(selectors.mappings) == 3
	count(selectors.whitelisted_images) == 1
	count(selectors.blacklisted_images) == 0
}

default _mapping := null

_mapping := bundle.mapping.pointer

_mapping_cases := [
	{"image": {"registry": "docker.io", "repository": "bad", "tag": "latest"}, "want": "/mappings/0"},
	{"image": {"registry": "registry.invalid", "repository": "bad", "tag": "latest"}, "want": "/mappings/2"},
	{"image": {"registry": "docker.io", "repository": "nobody/nothing", "tag": "latest"}, "want": "/mappings/2"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest"}, "want": "/mappings/2"},
]

test_mapping[name] if {
	some i, tc in _mapping_cases
	name := sprintf("%d: %s", [i, tc.want])
	_mapping == tc.want with input as {"image": tc.image}
}

default _problems := null

_problems := bundle.problems[0].pointer

_problems_cases := [
	{"image": {"registry": "quay.io", "repository": "x", "tag": "latest"}, "want": "/mappings/1/image/value"},
	{"image": {"registry": "registry.invalid", "repository": "x", "tag": "latest"}, "want": null},
	{"image": {"registry": "quay.io", "repository": "nobody/nothing", "tag": "latest"}, "want": null},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest"}, "want": "/whitelisted_images/0/repository"},
	{"image": {"registry": "registry.invalid", "repository": "library/example", "tag": "latest"}, "want": null},
	{"image": {"registry": "registry.invalid", "repository": "nobody/nothing", "tag": "none"}, "want": null},
]

test_problems[name] if {
	some i, tc in _problems_cases
	name := sprintf("%d: %s", [i, tc.want])
	_problems == tc.want with input as {"image": tc.image}
}
