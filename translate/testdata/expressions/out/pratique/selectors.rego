# Generated from bundle.json (sha256:fbe8b01423a4b0542b9f4b0e97ac53ee2842657987b30b6bd0f980933ca6d532) by pratique translate. Edit the bundle, not this file.
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
