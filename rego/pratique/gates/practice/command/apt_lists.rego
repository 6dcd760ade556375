# METADATA
# title: The package lists stay in the layer
# scope: package
# custom:
#   remediation: >-
#     Delete the lists in the same RUN that updates them: && rm -rf /var/lib/apt/lists/*.
package pratique.gates.practice.command.apt_lists

import data.pratique.lib.kept
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Package lists are not removed",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		calls := shell.calls(run)
		kept_from := kept.from(run, calls, "/var/lib/apt/lists")
		some call in calls
		call.index >= kept_from
		shell.manager(call) == "apt"
		shell.verb(call) == "update"
	],
	"gaps": practice.unread_commands,
})
