# METADATA
# title: The version is a pattern
# scope: package
# custom:
#   remediation: >-
#     Name the version in full, without *: apt-get install NAME=VERSION.
package pratique.gates.practice.command.apt_pattern

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Version is a pattern",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		shell.manager(call) == "apt"
		some name in shell.packages(call)
		regex.match(`=.*\*`, name)
	],
	"gaps": practice.unread_commands,
})
