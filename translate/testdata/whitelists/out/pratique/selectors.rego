# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
package pratique.selectors

# For data.pratique.explain; what decides stands in data.pratique.bundle.
mappings := [
	{
		"pointer": "/mappings/0",
		"name": "all",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
]

whitelisted_images := []

blacklisted_images := []
