# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
package pratique.selectors

# For data.pratique.explain; what decides stands in data.pratique.bundle.
mappings := [
	{
		"pointer": "/mappings/0",
		"name": "exact",
		"fields": [
			{"field": "registry", "pattern": "registry.example.com:5000", "equal": "registry.example.com:5000"},
			{"field": "repository", "pattern": "team/app", "equal": "team/app"},
			{"field": "tag", "pattern": "v1.0", "equal": "v1.0"},
		],
	},
	{
		"pointer": "/mappings/1",
		"name": "wildcard",
		"fields": [
			{"field": "registry", "pattern": "*.example.com", "re2": "\\A.*\\.example\\.com\\n?\\z"},
			{"field": "repository", "pattern": "team/*", "re2": "\\Ateam/.*\\n?\\z"},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
	{
		"pointer": "/mappings/2",
		"name": "expression",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "regexp:v\\d+(\\.\\d+)*$", "re2": "\\Av[\\p{Nd}]+(?:\\.[\\p{Nd}]+)*\\n?\\z"},
		],
	},
	{
		"pointer": "/mappings/3",
		"name": "id",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "id", "pattern": "4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f", "equal": "4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"},
		],
	},
	{
		"pointer": "/mappings/4",
		"name": "digest",
		"fields": [
			{"field": "registry", "pattern": "docker.io", "equal": "docker.io"},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "digest", "pattern": "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f", "equal": "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"},
		],
	},
	{
		"pointer": "/mappings/5",
		"name": "typo",
		"never": "its image type is none of tag, id and digest",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
		],
	},
	{
		"pointer": "/mappings/6",
		"name": "rest",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
	{
		"pointer": "/mappings/7",
		"name": "too late",
		"fields": [
			{"field": "registry", "pattern": "docker.io", "equal": "docker.io"},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "*", "any": true},
		],
	},
]

whitelisted_images := [
	{
		"pointer": "/whitelisted_images/0",
		"name": "base",
		"fields": [
			{"field": "registry", "pattern": "docker.io", "equal": "docker.io"},
			{"field": "repository", "pattern": "library/alpine", "equal": "library/alpine"},
			{"field": "tag", "pattern": "3.*", "re2": "\\A3\\..*\\n?\\z"},
		],
	},
]

blacklisted_images := [
	{
		"pointer": "/blacklisted_images/0",
		"name": "old",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "tag", "pattern": "*-rc*", "re2": "\\A.*-rc.*\\n?\\z"},
		],
	},
	{
		"pointer": "/blacklisted_images/1",
		"name": "bad",
		"fields": [
			{"field": "registry", "pattern": "*", "any": true},
			{"field": "repository", "pattern": "*", "any": true},
			{"field": "digest", "pattern": "sha256:00", "equal": "sha256:00"},
		],
	},
]
