# METADATA
# title: sudo is used
# scope: package
# custom:
#   remediation: >-
#     Run the command without sudo, between USER root and a USER line that goes back to the other
#     user.
package pratique.gates.practice.command.sudo

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "sudo is used",
	"hits": [practice.command(run, shell.text(run.commands[call.index])) |
		some run in shell.runs
		some call in shell.commands(run.commands)
		_uses_sudo(call)
	],
	"gaps": practice.unread_commands,
})

_uses_sudo(call) if call.name == "sudo"

_uses_sudo(call) if "sudo" in call.wrappers
