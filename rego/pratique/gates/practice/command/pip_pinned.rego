# METADATA
# title: The package has no version
# scope: package
# custom:
#   remediation: >-
#     Name the version, pip install NAME==VERSION, or install from a file that does: pip install
#     --requirement FILE.
package pratique.gates.practice.command.pip_pinned

import data.pratique.lib.build
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Package is not pinned",
	"hits": [practice.package_of(run, name) |
		some run in shell.runs
		some call in shell.calls(run)
		some name in _packages(run, call)
		not shell.is_unknown(name)
		not _pinned(name)
	],
	"gaps": practice.unread_commands,
})

# What follows install, and the addresses of what can be edited. A file of constraints gives
# the versions of all.
_packages(run, call) := array.concat(shell.operands(call), [option.value |
	some option in shell.read(call).options
	option.name in {"-e", "--editable"}
	_is_address(option.value)
]) if {
	shell.family(call) == "pip"
	shell.installs(call)
	not _constrained(run, call)
}

_constrained(_, call) if {
	some option in shell.read(call).options
	option.name in {"-c", "--constraint", "--constraints"}
}

_constrained(_, call) if {
	some assignment in call.assignments
	regex.match(`^(?:PIP_CONSTRAINT|UV_CONSTRAINT)=.`, assignment)
}

_constrained(run, _) if _variables[run.stage] < run.start_line

# The first line of each stage that sets it for all of its commands.
_variables := object.union_n(array.reverse([{instruction.stage: instruction.start_line} |
	some instruction in build.instructions
	instruction.instruction in {"ENV", "ARG"}
	some pair in instruction.pairs
	pair.name in {"PIP_CONSTRAINT", "UV_CONSTRAINT"}
	pair.value != ""
]))

# PEP 440 and 508.
_pinned(name) if {
	not _is_address(name)
	regex.match(`[=<>!~]`, name)
}

# What is on the disk, or one file of one version.
_pinned(name) if {
	not _is_address(name)
	regex.match(`^[./~]|/|\.(?:whl|zip|egg)$|\.tar\.(?:gz|bz2|xz)$`, name)
}

# A revision follows the path; the @ of a user stands before it.
_pinned(name) if {
	_is_address(name)
	regex.match(`://[^/]*/.*@[^@]`, name)
}

_is_address(name) if regex.match(`(?:^|@\s*)(?:git|hg|svn|bzr)\+`, name)
