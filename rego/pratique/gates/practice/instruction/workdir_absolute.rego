# METADATA
# title: WORKDIR is not absolute
# scope: package
# custom:
#   remediation: >-
#     Write WORKDIR with a path that begins with /.
package pratique.gates.practice.instruction.workdir_absolute

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "WORKDIR is not absolute",
	"hits": [practice.instruction(i) |
		some i in build.instructions
		i.instruction == "WORKDIR"
		not regex.match(`^(?:/|\$|[A-Za-z]:)`, concat(" ", build.words(i)))
	],
})
