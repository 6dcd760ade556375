# METADATA
# title: The package has no version
# scope: package
package pratique.gates.practice.command.pip_pinned

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "The package has no version",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		some name in _packages(call)
		not regex.match(`==|@|/|^\.|\.whl$|\.tar\.gz$`, name)
	],
	"gaps": practice.unread_commands,
})

# What follows install, but for options and their values.
_packages(call) := [argument |
	words := array.concat([call.name], call.arguments)
	regex.match(`(?:^|-m )pip[0-9.]* `, concat(" ", words))
	some i, verb in words
	verb == "install"
	some j, argument in words
	j > i
	not startswith(argument, "-")
	not words[j - 1] in _with_value
]

_with_value := {
	"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-f", "--find-links",
	"-t", "--target", "--prefix", "--trusted-host", "-e", "--editable",
}
