# METADATA
# title: The base image has no tag with a digest
# scope: package
# custom:
#   remediation: >-
#     Name the base image with tag and digest: FROM NAME:TAG@sha256:DIGEST.
package pratique.gates.practice.instruction.unpinned_base

import data.pratique.lib.base_images
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Base image is not pinned by tag and digest",
	"hits": [practice.base(base) |
		some base in base_images.told
		not regex.match(`:[\w.-]+@sha256:[0-9a-f]{64}$`, base.text)
	],
	"gaps": base_images.untold,
})
