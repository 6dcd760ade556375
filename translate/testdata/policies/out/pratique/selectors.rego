# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
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
