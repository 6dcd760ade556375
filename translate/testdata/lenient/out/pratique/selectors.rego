# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
package pratique.selectors

# For data.pratique.explain; what decides stands in data.pratique.bundle.
mappings := [
	{
		"pointer": "/mappings/0",
		"name": "bad",
		"fields": [
			{"field": "registry", "pattern": "docker.io", "equal": "docker.io"},
			{"field": "repository", "pattern": "bad", "equal": "bad"},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
	{
		"pointer": "/mappings/1",
		"name": "raises",
		"fields": [
			{"field": "registry", "pattern": "quay.io", "equal": "quay.io"},
			{"field": "repository", "pattern": "x", "equal": "x"},
			{"field": "tag", "pattern": "regexp:(", "error": "missing ), unterminated subpattern at position 0"},
		],
	},
	{
		"pointer": "/mappings/2",
		"name": "good",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
]

whitelisted_images := [
	{
		"pointer": "/whitelisted_images/0",
		"name": "raises",
		"fields": [
			{"field": "registry", "pattern": "docker.io", "equal": "docker.io"},
			{"field": "repository", "pattern": null, "error": "'NoneType' object has no attribute 'strip'"},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
]

blacklisted_images := []
