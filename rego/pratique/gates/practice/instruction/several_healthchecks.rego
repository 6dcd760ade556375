# METADATA
# title: Only the last HEALTHCHECK counts
# scope: package
package pratique.gates.practice.instruction.several_healthchecks

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Only the last HEALTHCHECK counts",
	"hits": [practice.instruction(i) |
		some i in build.instructions
		i.instruction == "HEALTHCHECK"
		_is_followed(i)
	],
})

_is_followed(i) if {
	some other in build.instructions
	other.instruction == "HEALTHCHECK"
	other.stage == i.stage
	other.start_line > i.start_line
}
