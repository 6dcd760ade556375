package policy.base_images_test

import data.policy.base_images

# The Dockerfile of a single stage.
from(base) := {"dockerfile": {
	"path": "app/Dockerfile",
	"stages": [{"index": 0, "base": base}],
	"locations": {"FROM": [{"start_line": 3, "end_line": 3}]},
}}

elsewhere := {
	"reference": "quay.io/example/app:1",
	"registry": "quay.io",
	"repository": "example/app",
	"stage": null,
}

params := {"registries": "docker.io, ghcr.io"}

test_foreign if {
	base_images.foreign(params) == {{
		"message": "the base image quay.io/example/app:1 is not from docker.io, ghcr.io",
		"trigger_id": "base-image:quay.io/example/app",
		"location": {"file": "app/Dockerfile", "start_line": 3, "end_line": 3},
	}} with input as from(elsewhere)
}

test_no_location if {
	document := {"dockerfile": {"stages": [{"index": 0, "base": elsewhere}]}}
	[finding.location | some finding in base_images.foreign(params)] == [{}] with input as document
}

fine := {
	"a trusted registry": object.union(elsewhere, {"registry": "docker.io"}),
	"an earlier stage": {"reference": "build", "registry": null, "repository": null, "stage": 0},
	"nothing": {"reference": "scratch", "registry": null, "repository": null, "stage": null},
}

test_fine[name] if {
	some name, base in fine
	base_images.foreign(params) == set() with input as from(base)
}

test_no_dockerfile if {
	base_images.foreign(params) == set() with input as {}
}
