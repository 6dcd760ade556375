# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
package pratique.whitelists.default_allow_true

whitelist := {
	"id": "w\"]",
	"name": "}\ndefault allow := true",
	"pointer": "/whitelists/0",
}

# gate -> trigger id -> items, in the whitelist's order
exact := {
	"files\"]": {
		"\"}: [] \u0060": [{"index": 0, "id": "\"\u0060", "pointer": "/whitelists/0/items/0"}],
	},
}

# items that are patterns, in the whitelist's order
patterns := [
	{"index": 1, "id": "x", "gate": "files", "re2": "\\A\u0060.*\"\n\\n?\\z", "pointer": "/whitelists/0/items/1"},
]
