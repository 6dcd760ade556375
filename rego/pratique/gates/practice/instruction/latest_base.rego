# METADATA
# title: The base image is tagged latest
# scope: package
# custom:
#   remediation: >-
#     Name a version of the base image: FROM NAME:VERSION, best with its digest.
package pratique.gates.practice.instruction.latest_base

import data.pratique.lib.base_images
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Base image is tagged latest",
	"hits": [practice.base(base) |
		some base in base_images.told
		base.tag == "latest"
		base.digest == ""
	],
	"gaps": base_images.untold,
})
