# METADATA
# title: Recommended packages are installed too
# scope: package
package pratique.gates.practice.command.recommends

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Recommended packages are installed too",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		some call in shell.calls(run)
		shell.manager(call) == "apt"
		shell.verb(call) == "install"
		not regex.match(_without, shell.text(call))
	],
	"gaps": practice.unread_commands,
})

_without := `(?i)(?:^| )(?:--no-install-recommends|-o ?APT::Install-Recommends=(?:0|false|no))(?: |$)`
