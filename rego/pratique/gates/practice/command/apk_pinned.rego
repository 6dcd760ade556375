# METADATA
# title: The package has no version
# scope: package
# custom:
#   remediation: >-
#     Name the version: apk add NAME=VERSION.
package pratique.gates.practice.command.apk_pinned

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Package is not pinned",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		shell.manager(call) == "apk"
		some name in shell.packages(call)
		not shell.is_unknown(name)
		not startswith(name, ".")
		not regex.match(`[=<>~]|/|\.apk$|^!`, name)
	],
	"gaps": array.concat(practice.unread_commands, practice.unknown_packages("apk")),
})
