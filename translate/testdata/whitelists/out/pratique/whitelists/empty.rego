# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
package pratique.whitelists.empty

whitelist := {
	"id": "empty",
	"name": null,
	"pointer": "/whitelists/1",
}

# gate -> trigger id -> items, in the whitelist's order
exact := {}

# items that are patterns, in the whitelist's order
patterns := []
