package pratique.lib.bases_test

import data.pratique.lib.bases

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
	got := [base.name | some base in bases.named] with input as {"image": case.image}
	got == case.want
}
