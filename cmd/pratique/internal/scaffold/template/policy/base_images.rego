# METADATA
# title: Base images
# description: Every stage of a Dockerfile begins with an image from a registry that we trust.
# schemas:
#   - input: schema["input.schema"]
package policy.base_images

# METADATA
# title: A base image from elsewhere
# description: >-
#   Called by the bundle. params holds the rule's parameters, all of them strings:
#   `registries` are the registries that may be used, separated by commas.
# scope: document
# custom:
#   samples:
#     - {dockerfile: {stages: [{index: 0, base: {reference: "registry.invalid/x:1", registry: registry.invalid, repository: x, stage: null}}]}}
#     - {dockerfile: {stages: [{index: 0, base: {reference: scratch, registry: null, repository: null, stage: null}}]}}
foreign(params) := {finding |
	trusted := {trim_space(registry) | some registry in split(params.registries, ",")}
	some stage in input.dockerfile.stages
	_is_image(stage.base)
	not stage.base.registry in trusted
	finding := {
		"message": sprintf("the base image %s is not from %s", [stage.base.reference, params.registries]),
		"trigger_id": sprintf("base-image:%s/%s", [stage.base.registry, stage.base.repository]),
		"location": _location(stage.index),
	}
}

# An earlier stage is none, and scratch is nothing at all.
_is_image(base) if {
	base.stage == null
	base.registry != null
}

default _location(_) := {}

# The FROM lines are in the order of the stages.
_location(i) := {"file": input.dockerfile.path, "start_line": range.start_line, "end_line": range.end_line} if {
	range := input.dockerfile.locations.FROM[i]
}
