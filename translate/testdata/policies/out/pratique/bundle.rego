# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

# The bundle: What every image of ours keeps to.
info := {
	"id": "c0ffee",
	"name": "House rules",
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": ["p_files", "dockerfile_checks"],
	"whitelists": [],
	"rule": {"id": "m1", "name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p-files", "p-docker"]},
}

warnings := []
