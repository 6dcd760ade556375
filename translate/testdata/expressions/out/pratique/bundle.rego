# Generated from bundle.json (sha256:fbe8b01423a4b0542b9f4b0e97ac53ee2842657987b30b6bd0f980933ca6d532) by pratique translate. Edit the bundle, not this file.
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
