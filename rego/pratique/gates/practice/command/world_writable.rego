# METADATA
# title: Everyone may write
# scope: package
# custom:
#   remediation: >-
#     Use a mode without write permission for others, such as 755 or 644, and give the files to the
#     user who writes them: COPY --chown.
package pratique.gates.practice.command.world_writable

import data.pratique.lib.build
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "The mode lets everyone write",
	"hits": [hit | some instruction in build.instructions; some hit in _hits(instruction)],
	"gaps": practice.unread_commands,
})

_hits(run) := [practice.command(run, shell.text(call)) |
	some call in shell.calls(run)
	_gives(call)
] if {
	run.instruction == "RUN"
}

_hits(copy) := [practice.instruction(copy) |
	_is_open(copy.flags.chmod)
] if {
	copy.instruction in {"COPY", "ADD"}
}

# The mode is the first operand of chmod.
_gives(call) if {
	call.name == "chmod"
	mode := [word | some word in call.arguments; not startswith(word, "--"); not regex.match(`^-[Rcfvh]+$`, word)][0]
	_is_open(mode)
}

_gives(call) if {
	call.name in {"install", "mkdir", "mkfifo", "mknod"}
	some i, word in call.arguments
	regex.match(`^(?:-[a-zA-Z]*m|--mode)$`, word)
	_is_open(call.arguments[i + 1])
}

_gives(call) if {
	call.name in {"install", "mkdir", "mkfifo", "mknod"}
	some word in call.arguments
	groups := regex.find_all_string_submatch_n(`^(?:-m|--mode=)(.+)$`, word, 1)[0]
	_is_open(groups[1])
}

_gives(call) if {
	call.name == "umask"
	some word in call.arguments
	regex.match(`^0*[0-7]{0,2}[0145]$`, word)
}

# The sticky bit, as of /tmp, keeps everyone to their own files.
_is_open(mode) if {
	regex.match(`^0*[0-7]{1,4}$`, mode)
	digits := trim_left(mode, "0")
	regex.match(`[2367]$`, digits)
	not _is_sticky(digits)
}

_is_open(mode) if {
	clauses := split(mode, ",")
	some clause in clauses
	regex.match(`^[ug]*[oa][ugoa]*(?:[-+=][rwxXst]*)*[+=][rxXst]*w`, clause)
	not _has_sticky(clauses)
}

_is_sticky(digits) if {
	count(digits) == 4
	regex.match(`^[1357]`, digits)
}

_has_sticky(clauses) if {
	some clause in clauses
	regex.match(`^[ugoa]*[+=][rwxXs]*t`, clause)
}
