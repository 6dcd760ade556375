# METADATA
# title: Only the last HEALTHCHECK counts
# scope: package
# custom:
#   remediation: >-
#     Keep one HEALTHCHECK in each build stage, and remove the others.
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
		i.start_line < _last[i.stage]
	],
})

# The last line of each stage that has one.
_last := object.union_n([{i.stage: i.start_line} |
	some i in build.instructions
	i.instruction == "HEALTHCHECK"
])
