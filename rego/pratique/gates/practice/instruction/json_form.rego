# METADATA
# title: The command is not in the form of a JSON array
# scope: package
# custom:
#   remediation: >-
#     Write the command as a JSON array, CMD ["program", "argument"], so that signals reach it
#     without a shell.
package pratique.gates.practice.instruction.json_form

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Command is not a JSON array",
	"hits": [practice.instruction(i) |
		some i in build.settings
		i.instruction in {"CMD", "ENTRYPOINT"}
		i.value != ""
		not i.json_form
	],
})
