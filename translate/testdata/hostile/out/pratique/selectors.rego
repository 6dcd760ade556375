# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
package pratique.selectors

# For data.pratique.explain; what decides stands in data.pratique.bundle.
mappings := [
	{
		"pointer": "/mappings/0",
		"name": "\"\u2028}",
		"fields": [
			{"field": "registry", "pattern": "\" == \"\" or true", "equal": "\" == \"\" or true"},
			{"field": "repository", "pattern": "*\u0060\"\n", "re2": "\\A.*\u0060\"\n\\n?\\z"},
			{"field": "tag", "pattern": "regexp:\"\u0060\\)", "re2": "\\A\"\u0060\\)"},
		],
	},
]

whitelisted_images := []

blacklisted_images := []
