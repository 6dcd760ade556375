# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

import data.pratique.lib.image_ref as ref

# The bundle: # METADATA # title: x package evil
info := {
	"id": "\"\n}\npackage evil",
	"name": "\u0060\u2028# METADATA",
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": ["main_main"],
	"whitelists": ["default_allow_true"],
	"rule": {"name": "\"\u2028}", "registry": "\" == \"\" or true", "repository": "*\u0060\"\n", "image": {"type": "tag", "value": "regexp:\"\u0060\\)"}, "policy_ids": ["p\" := true"], "whitelist_ids": ["w\"]"], "\"}\n": [1E+2, -0, {"\u0060": "\u0060"}]},
} if {
	ref.registry == "\" == \"\" or true"
	regex.match("\\A.*\u0060\"\n\\n?\\z", ref.repository)
	regex.match("\\A\"\u0060\\)", ref.tag)
}

warnings := [
	{"kind": "never_matches", "message": "it never matches: there is no gate \"files\\\"]\"", "pointer": "/whitelists/0/items/0"},
]
