# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
package pratique.whitelists.w

whitelist := {
	"id": "w",
	"name": null,
	"pointer": "/whitelists/0",
}

# gate -> trigger id -> items, in the whitelist's order
exact := {
	"files": {
		"x": [{"index": 2, "id": "3", "pointer": "/whitelists/0/items/2"}],
	},
}

# items that are patterns, in the whitelist's order
patterns := [
	{"index": 0, "id": "1", "gate": "files", "error": "missing ), unterminated subpattern at position 0", "pointer": "/whitelists/0/items/0"},
	{"index": 1, "id": "2", "gate": "files", "error": "'NoneType' object has no attribute 'strip'", "pointer": "/whitelists/0/items/1"},
]
