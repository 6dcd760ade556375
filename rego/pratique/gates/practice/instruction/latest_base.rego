# METADATA
# title: The base image is tagged latest
# scope: package
package pratique.gates.practice.instruction.latest_base

import data.pratique.lib.bases
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Base image is tagged latest",
	"hits": [practice.base(base) |
		some base in bases.told
		base.tag == "latest"
		base.digest == ""
	],
	"gaps": bases.untold,
})
