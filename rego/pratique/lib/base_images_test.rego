package pratique.lib.base_images_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.lib.base_images

# Names that whoever built the image has said, whatever else the document has in their place.
said := {
	"in annotations": {
		"image": {"annotations": {"org.opencontainers.image.base.name": "r.example/base:1"}},
		"want": ["r.example/base"],
	},
	"in labels": {
		"image": {"config": {"Labels": {"org.opencontainers.image.base.name": "r.example/base:1"}}},
		"want": ["r.example/base"],
	},
	"no labels": {"image": {"config": {}}, "want": []},
	"null": {"image": {"annotations": null, "config": {"Labels": null}}, "want": []},
	"null configuration": {"image": {"config": null}, "want": []},
	"of other types": {"image": {"annotations": 7, "config": {"Labels": ["x"]}}, "want": []},
	"empty": {"image": {"annotations": {}, "config": {"Labels": {}}}, "want": []},
	"no image": {"image": null, "want": []},
}

test_said[name] if {
	some name, case in said
	got := [base.name | some base in base_images.named] with input as {"image": case.image}
	got == case.want
}

# What is known of a name with variables: null where nobody can tell.
parts := {
	"$REGISTRY/base": {"tag": "", "digest": ""},
	"${REGISTRY}/base:1": {"tag": "1", "digest": ""},
	"$BASE:1": {"tag": "1", "digest": ""},
	"$BASE": {"tag": null, "digest": null},
	"base:$TAG": {"tag": null, "digest": null},
	"base:${TAG:-1/2}": {"tag": null, "digest": null},
	"base:1$SUFFIX": {"tag": null, "digest": null},
	"$REGISTRY/base:1@sha256:ab": {"tag": "1", "digest": "sha256:ab"},
	"$REGISTRY/base@sha256:ab": {"tag": "", "digest": "sha256:ab"},
	"base:$TAG@sha256:ab": {"tag": null, "digest": "sha256:ab"},
}

unresolved(raw) := given.staged([{"from": raw, "reference": null, "list": []}])

test_partly[raw] if {
	some raw, want in parts
	got := [[base.text, object.get(base, "tag", null), object.get(base, "digest", null), base.location.start_line] |
		some base in base_images.partly
	] with input as unresolved(raw)
	got == [[raw, want.tag, want.digest, 1]]
}

# One of both is not enough.
test_told[raw] if {
	some raw, want in parts
	both := count([part | some part in want; is_string(part)]) == 2
	told := [base.text | some base in base_images.told] with input as unresolved(raw)
	told == [raw | both]
	untold := base_images.untold with input as unresolved(raw)
	untold == [sprintf("dockerfile: the base image %s is not known", [raw]) | not both]
}
