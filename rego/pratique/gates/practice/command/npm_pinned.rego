# METADATA
# title: The package has no version
# scope: package
# custom:
#   remediation: >-
#     Name the version, npm install NAME@VERSION, or install from a lock file: npm ci.
package pratique.gates.practice.command.npm_pinned

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Package is not pinned",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		some name in _packages(call)
		not shell.is_unknown(name)
		not _pinned(name)
	],
	"gaps": practice.unread_commands,
})

_packages(call) := shell.operands(call) if {
	shell.family(call) in {"npm", "pnpm"}
	shell.installs(call)
}

_packages(call) := shell.operands(call) if {
	shell.family(call) == "yarn"
	shell.verb(call) == "add"
}

# yarn global add
_packages(call) := array.slice(shell.operands(call), 1, 1000) if {
	shell.family(call) == "yarn"
	shell.verb(call) == "global"
	shell.operands(call)[0] == "add"
}

# What is on the disk, or an archive of one version.
_pinned(name) if regex.match(`^(?:\.|/|~|file:|link:|workspace:|portal:)|\.t(?:ar\.)?gz$`, name)

_pinned(name) if {
	not _is_address(name)
	regex.match(`^(?:@[^/@]+/)?[^/@]+@(?:npm:(?:@[^/@]+/)?[^@]+@)?[\^~<>=v ]*[0-9$]`, name)
}

# A revision stands behind #.
_pinned(name) if {
	_is_address(name)
	regex.match(`#.`, name)
}

_pinned(name) if {
	regex.match(`^https?://`, name)
	not regex.match(`\.git$`, name)
}

_is_address(name) if {
	regex.match(`^(?:git[+:@]|git\+|(?:github|gitlab|bitbucket|gist):|ssh://|https?://|[^@/:]+/[^@/:]+$)`, name)
}
