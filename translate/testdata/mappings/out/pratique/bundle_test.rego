# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
#
# Which mapping and which image rule an image gets.
package pratique.bundle_test

import data.pratique.bundle
import data.pratique.selectors

test_info if bundle.info.version == "1_0"

test_warnings if count(bundle.warnings) == 2

test_selectors if {
	count(selectors.mappings) == 8
	count(selectors.whitelisted_images) == 1
	count(selectors.blacklisted_images) == 2
}

default _mapping := null

_mapping := bundle.mapping.pointer

_mapping_cases := [
	{"image": {"registry": "registry.example.com:5000", "repository": "team/app", "tag": "v1.0", "id": "00", "digest": "sha256:00"}, "want": "/mappings/0"},
	{"image": {"registry": "registry.invalid", "repository": "team/app", "tag": "v1.0", "id": "00", "digest": "sha256:00"}, "want": "/mappings/2"},
	{"image": {"registry": "registry.example.com:5000", "repository": "nobody/nothing", "tag": "v1.0", "id": "00", "digest": "sha256:00"}, "want": "/mappings/2"},
	{"image": {"registry": "registry.example.com:5000", "repository": "team/app", "tag": "none", "id": "00", "digest": "sha256:00"}, "want": "/mappings/6"},
	{"image": {"registry": "x.example.com", "repository": "team/x", "tag": "latest", "id": "00", "digest": "sha256:00"}, "want": "/mappings/1"},
	{"image": {"registry": "registry.invalid", "repository": "team/x", "tag": "latest", "id": "00", "digest": "sha256:00"}, "want": "/mappings/6"},
	{"image": {"registry": "x.example.com", "repository": "nobody/nothing", "tag": "latest", "id": "00", "digest": "sha256:00"}, "want": "/mappings/6"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "v1", "id": "00", "digest": "sha256:00"}, "want": "/mappings/2"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "none", "id": "00", "digest": "sha256:00"}, "want": "/mappings/6"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f", "digest": "sha256:00"}, "want": "/mappings/3"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "ff", "digest": "sha256:00"}, "want": "/mappings/6"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"}, "want": "/mappings/4"},
	{"image": {"registry": "registry.invalid", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"}, "want": "/mappings/6"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:ff"}, "want": "/mappings/6"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:00"}, "want": "/mappings/6"},
]

test_mapping[name] if {
	some i, tc in _mapping_cases
	name := sprintf("%d: %s", [i, tc.want])
	_mapping == tc.want with input as {"image": tc.image}
}

default _whitelisted_image := null

_whitelisted_image := bundle.whitelisted_image.pointer

_whitelisted_image_cases := [
	{"image": {"registry": "docker.io", "repository": "library/alpine", "tag": "3.x", "id": "00", "digest": "sha256:00"}, "want": "/whitelisted_images/0"},
	{"image": {"registry": "registry.invalid", "repository": "library/alpine", "tag": "3.x", "id": "00", "digest": "sha256:00"}, "want": null},
	{"image": {"registry": "docker.io", "repository": "nobody/nothing", "tag": "3.x", "id": "00", "digest": "sha256:00"}, "want": null},
	{"image": {"registry": "docker.io", "repository": "library/alpine", "tag": "none", "id": "00", "digest": "sha256:00"}, "want": null},
	{"image": {"registry": "registry.invalid", "repository": "nobody/nothing", "tag": "none", "id": "00", "digest": "sha256:00"}, "want": null},
]

test_whitelisted_image[name] if {
	some i, tc in _whitelisted_image_cases
	name := sprintf("%d: %s", [i, tc.want])
	_whitelisted_image == tc.want with input as {"image": tc.image}
}

default _blacklisted_image := null

_blacklisted_image := bundle.blacklisted_image.pointer

_blacklisted_image_cases := [
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "x-rcx", "id": "00", "digest": "sha256:00"}, "want": "/blacklisted_images/0"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "none", "id": "00", "digest": "sha256:00"}, "want": "/blacklisted_images/1"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:00"}, "want": "/blacklisted_images/1"},
	{"image": {"registry": "docker.io", "repository": "library/example", "tag": "latest", "id": "00", "digest": "sha256:ff"}, "want": null},
]

test_blacklisted_image[name] if {
	some i, tc in _blacklisted_image_cases
	name := sprintf("%d: %s", [i, tc.want])
	_blacklisted_image == tc.want with input as {"image": tc.image}
}
