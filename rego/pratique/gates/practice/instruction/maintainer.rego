# METADATA
# title: MAINTAINER is out of date, a label says it
# scope: package
# custom:
#   remediation: >-
#     Replace it by LABEL org.opencontainers.image.authors="NAME".
package pratique.gates.practice.instruction.maintainer

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "MAINTAINER is deprecated, use a label",
	"hits": [practice.instruction(i) |
		some i in build.instructions
		i.instruction == "MAINTAINER"
	],
})
