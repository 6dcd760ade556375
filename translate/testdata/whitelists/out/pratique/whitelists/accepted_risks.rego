# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
package pratique.whitelists.accepted_risks

# /whitelists/0: Reviewed each quarter.
whitelist := {
	"id": "wl",
	"name": "Accepted risks",
	"pointer": "/whitelists/0",
}

# gate -> trigger id -> items, in the whitelist's order
exact := {
	"always": {
		"always": [{"index": 0, "id": "i0", "pointer": "/whitelists/0/items/0"}],
	},
	"files": {
		"6dd2c3e44e3355c25924d804e8a4c32f": [{"index": 1, "id": "i1", "expires": "2030-12-31T23:59:59Z", "expires_ns": 1924991999000000000, "pointer": "/whitelists/0/items/1"}, {"index": 3, "id": null, "pointer": "/whitelists/0/items/3"}],
	},
	"file": {
		"x": [{"index": 7, "id": "i7", "pointer": "/whitelists/0/items/7"}],
	},
}

# items that are patterns, in the whitelist's order
patterns := [
	{"index": 2, "id": "i2", "gate": "files", "re2": "\\A6dd2.*\\n?\\z", "pointer": "/whitelists/0/items/2"},
	{"index": 4, "id": "i4", "gate": "vulnerabilities", "re2": "\\ACVE-2014-9939\\+.*\\n?\\z", "expires": "2019-12-30T12:00:00.5Z", "expires_ns": 1577707200500000000, "pointer": "/whitelists/0/items/4"},
	{"index": 5, "id": "i5", "gate": "retrieved_files", "re2": "\\A(?:r1|r2)\\+file", "pointer": "/whitelists/0/items/5"},
	{"index": 6, "id": "i6", "gate": "dockerfile", "re2": "\\A.*\\n?\\z", "pointer": "/whitelists/0/items/6"},
]
