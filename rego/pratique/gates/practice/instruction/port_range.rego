# METADATA
# title: There is no such port
# scope: package
# custom:
#   remediation: >-
#     Expose a port from 1 to 65535.
package pratique.gates.practice.instruction.port_range

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Port is not valid",
	"hits": [practice.part(i, "port", argument) |
		some i in build.instructions
		i.instruction == "EXPOSE"
		some argument in build.words(i)
		some digits in regex.find_n(`[0-9]+`, split(argument, "/")[0], -1)
		to_number(digits) > 65535
	],
})
