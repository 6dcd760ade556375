# METADATA
# title: The command makes no sense in a container
# scope: package
# custom:
#   remediation: >-
#     Remove the command: tools for people and for whole machines have no use in a build.
package pratique.gates.practice.command.pointless

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Command makes no sense in a container",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		some call in shell.calls(run)
		call.name in _programs
	],
	"gaps": practice.unread_commands,
})

_programs := {
	"ssh", "vim", "vi", "nano", "emacs", "shutdown", "reboot", "service", "systemctl", "ps", "free", "top", "htop", "kill",
	"mount", "umount", "ifconfig", "tcpdump",
}
