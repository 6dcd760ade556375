# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

import data.pratique.lib.image_ref as ref

info := {
	"id": "m",
	"name": null,
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": ["strict"],
	"whitelists": [],
	"rule": {"name": "exact", "registry": "registry.example.com:5000", "repository": "team/app", "image": {"type": "tag", "value": "v1.0"}, "policy_id": "a", "whitelist_ids": [], "weight": 1.50},
} if {
	ref.registry == "registry.example.com:5000"
	ref.repository == "team/app"
	ref.tag == "v1.0"
} else := {
	"pointer": "/mappings/1",
	"policies": ["strict", "strict_2", "strict"],
	"whitelists": [],
	"rule": {"name": "wildcard", "registry": "*.example.com", "repository": "team/*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["a", "b", "a"], "whitelist_ids": []},
} if {
	regex.match("\\A.*\\.example\\.com\\n?\\z", ref.registry)
	regex.match("\\Ateam/.*\\n?\\z", ref.repository)
} else := {
	"pointer": "/mappings/2",
	"policies": ["strict_2"],
	"whitelists": [],
	"rule": {"name": "expression", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "regexp:v\\d+(\\.\\d+)*$"}, "policy_ids": ["b"], "whitelist_ids": []},
} if {
	regex.match("\\Av[\\p{Nd}]+(?:\\.[\\p{Nd}]+)*\\n?\\z", ref.tag)
} else := {
	"pointer": "/mappings/3",
	"policies": ["strict_2"],
	"whitelists": [],
	"rule": {"name": "id", "registry": "*", "repository": "*", "image": {"type": "id", "value": "4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"}, "policy_ids": ["b"], "whitelist_ids": []},
} if {
	input.image.id == "4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"
} else := {
	"pointer": "/mappings/4",
	"policies": ["strict_2"],
	"whitelists": [],
	"rule": {"name": "digest", "registry": "docker.io", "repository": "*", "image": {"type": "digest", "value": "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"}, "policy_ids": ["b"], "whitelist_ids": []},
} if {
	ref.registry == "docker.io"
	input.image.digest == "sha256:4ab4c602aa5eed5528a6620ff18a1dc4faef0e1ab3a5eddeddb410714478c67f"
} else := {
	"pointer": "/mappings/6",
	"policies": ["strict_2"],
	"whitelists": [],
	"rule": {"name": "rest", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["b"], "whitelist_ids": []},
}

# The first rule of whitelisted_images that matches.
whitelisted_image := {
	"pointer": "/whitelisted_images/0",
	"rule": {"id": "w1", "name": "base", "registry": "docker.io", "repository": "library/alpine", "image": {"type": "tag", "value": "3.*"}},
} if {
	ref.registry == "docker.io"
	ref.repository == "library/alpine"
	regex.match("\\A3\\..*\\n?\\z", ref.tag)
}

# The first rule of blacklisted_images that matches.
blacklisted_image := {
	"pointer": "/blacklisted_images/0",
	"rule": {"id": "b1", "name": "old", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*-rc*"}},
} if {
	regex.match("\\A.*-rc.*\\n?\\z", ref.tag)
} else := {
	"pointer": "/blacklisted_images/1",
	"rule": {"id": "b2", "name": "bad", "registry": "*", "repository": "*", "image": {"type": "digest", "value": "sha256:00"}},
} if {
	input.image.digest == "sha256:00"
}

warnings := [
	{"kind": "never_matches", "message": "it never matches: its image type is none of tag, id and digest", "pointer": "/mappings/5"},
	{"kind": "unreachable", "message": "it never matches: /mappings/6 takes every image that it is for", "pointer": "/mappings/7"},
]
