# METADATA
# title: The base image has neither tag nor digest
# scope: package
# custom:
#   remediation: >-
#     Name a version of the base image: FROM NAME:VERSION, best with its digest.
package pratique.gates.practice.instruction.untagged_base

import data.pratique.lib.base_images
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Base image has no tag",
	"hits": [practice.base(base) |
		some base in base_images.told
		base.tag == ""
		base.digest == ""
	],
	"gaps": base_images.untold,
})
