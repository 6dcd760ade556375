# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

info := {
	"id": "c0ffee",
	"name": "Expressions that RE2 cannot run",
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": ["doubles", "policy"],
	"whitelists": [],
	"rule": {"id": "m1", "name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p", "q"]},
}

warnings := []
