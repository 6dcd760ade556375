# METADATA
# title: The whole distribution is upgraded
# scope: package
# custom:
#   remediation: >-
#     Leave the upgrade out, and build on a newer base image; upgrade single packages by apt-get
#     install.
package pratique.gates.practice.command.dist_upgrade

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Distribution is upgraded",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		some call in shell.calls(run)
		shell.manager(call) in {"apt", "zypper"}
		shell.verb(call) in {"dist-upgrade", "full-upgrade", "dup"}
	],
	"gaps": practice.unread_commands,
})
