# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

info := {
	"id": "w",
	"name": null,
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": ["p"],
	"whitelists": ["accepted_risks", "empty"],
	"rule": {"name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": ["wl", "empty"]},
}

warnings := [
	{"kind": "never_matches", "message": "it never matches: there is no gate \"file\"", "pointer": "/whitelists/0/items/7"},
]
