# METADATA
# title: sudo is used
# scope: package
package pratique.gates.practice.command.sudo

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "sudo is used",
	"hits": [practice.command(run, shell.text(command)) |
		some run in shell.runs
		some command in run.commands
		shell.base_name(command.name) == "sudo"
	],
	"gaps": practice.unread_commands,
})
