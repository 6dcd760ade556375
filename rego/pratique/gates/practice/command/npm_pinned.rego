# METADATA
# title: The package has no version
# scope: package
package pratique.gates.practice.command.npm_pinned

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "The package has no version",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		call.name == "npm"
		some i, verb in call.arguments
		verb in {"install", "i", "add"}
		some name in array.slice(call.arguments, i + 1, count(call.arguments))
		not regex.match(`^[-./]|^(?:@[^/]+/)?[^@/]+@.|:|\.tgz$`, name)
	],
	"gaps": practice.unread_commands,
})
