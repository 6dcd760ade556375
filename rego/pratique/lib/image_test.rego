package pratique.lib.image_test

import data.pratique.lib.image

unknown := {
	"architecture": null,
	"os_type": null,
	"distro": "Unknown",
	"distro_version": "0",
	"like_distro": "Unknown",
	"size": -1,
	"layer_count": 0,
}

cases := {
	"absent": {"document": {}, "want": unknown},
	"null": {"document": {"image": null}, "want": unknown},
	"empty": {"document": {"image": {}}, "want": unknown},
	"nulls": {
		"document": {"image": {
			"size": null,
			"architecture": null,
			"os": null,
			"layers": null,
			"distro": {"name": null, "version": null, "like": null},
		}},
		"want": unknown,
	},
	"empty texts": {
		"document": {"image": {
			"size": 0,
			"architecture": "",
			"os": "",
			"layers": [],
			"distro": {"name": "", "version": "", "like": ""},
		}},
		"want": object.union(unknown, {"size": 0, "architecture": "", "os_type": ""}),
	},
	"known": {
		"document": {"image": {
			"size": 7000000,
			"architecture": "arm64",
			"os": "linux",
			"layers": [{}, {}],
			"distro": {"name": "ubuntu", "version": "22.04", "like": "debian"},
		}},
		"want": {
			"architecture": "arm64",
			"os_type": "linux",
			"distro": "ubuntu",
			"distro_version": "22.04",
			"like_distro": "debian",
			"size": 7000000,
			"layer_count": 2,
		},
	},
	"like the name": {
		"document": {"image": {"distro": {"name": "alpine"}}},
		"want": object.union(unknown, {"distro": "alpine", "like_distro": "alpine"}),
	},
}

test_attribute[name] if {
	some name, tc in cases
	image.attribute == tc.want with input as tc.document
}
