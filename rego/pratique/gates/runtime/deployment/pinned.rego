# METADATA
# title: The image of the container is not named by a digest
# scope: package
# custom:
#   remediation: >-
#     Name the image by its digest: NAME@sha256:DIGEST.
package pratique.gates.runtime.deployment.pinned

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, sprintf("image is not named by digest: %s", [c.image_ref]), {"image": c.image_ref}) |
		some c in containers.list
		is_string(c.image_ref)
		not _pinned(c)
	],
	"gaps": {c.pointer: ["image_ref"] |
		some c in containers.list
		object.get(c, "image_ref", null) == null
		not _pinned(c)
	},
})

_pinned(container) if {
	is_string(container.image_ref)
	regex.match(`@sha256:|^sha256:[0-9a-f]{64}$`, container.image_ref)
}

_pinned(container) if containers.runs_the_image(container)
