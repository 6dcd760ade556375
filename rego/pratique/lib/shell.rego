# METADATA
# title: What the RUN instructions call
# description: >-
#   The simple commands that a shell would run, each with the name of the program without its
#   directory, and without what only says how to run it (sudo, env, assignments).
# scope: package
package pratique.lib.shell

import data.pratique.lib.build
import data.pratique.lib.programs
import data.pratique.lib.words
import data.pratique.lib.wrappers

# METADATA
# title: The RUN instructions that have a part in the image
# scope: document
runs := [instruction | some instruction in build.instructions; instruction.instruction == "RUN"]

# METADATA
# title: The RUN instructions of which some command could not be read
# scope: document
unread := [instruction | some instruction in runs; instruction.commands_unparsed]

# METADATA
# title: The calls of one instruction, in order
# description: >-
#   Each with name, arguments and operator, which is "" for the first. A shell is none where what
#   it runs is listed.
calls(instruction) := [call | some call in commands(object.get(instruction, "commands", [])); not call.listed]

# METADATA
# title: The calls of a list of commands, also shells whose scripts are listed
# description: "`index` is the place of each, `wrappers` the programs that run it, `listed` is true of such a shell."
commands(list) := [call |
	scripts := {command.parent | some command in list; command.role == "script"}
	some i, command in list
	call := _call(command, i, scripts)
]

# METADATA
# title: The package manager of a program
manager(call) := programs.family(call.name)

# METADATA
# title: The table that a program reads its words by
family(call) := programs.family(call.name)

# METADATA
# title: A word that is a variable, so that nobody can tell what it is
is_unknown(word) if {
	regex.match("^(?:\\$\\w+|\\$\\{[^}=]*\\}|\\$[@*]|\\$\\(.*\\)|`.*`)+$", word)
}

# METADATA
# title: What a package manager calls its verbs
# description: "`index` refreshes the package index, `install` uses it."
managers := {name: {"index": table.index, "install": table.install} |
	some name, table in programs.table
	name in {"apt", "apk", "dnf", "zypper", "pacman"}
}

# METADATA
# title: The options and operands of a call of a program that is known
read(call) := words.read(programs.table[programs.family(call.name)], call.arguments)

# METADATA
# title: The verb of a call of such a program
# description: The first operand; a variable before it may stand for options. pacman's is an option.
verb(call) := operands[0] if {
	programs.family(call.name) != "pacman"
	operands := _known(read(call).operands)
}

verb(call) := concat("", ["-", _operation(call)]) if programs.family(call.name) == "pacman"

# METADATA
# title: A call refreshes the package index and does nothing else
refreshes(call) if verb(call) in managers[manager(call)].index

refreshes(call) if {
	manager(call) == "pacman"
	verb(call) == "-S"
	_has_letter(call, {"y", "--refresh"})
	not _has_letter(call, {"u", "--sysupgrade"})
	count(read(call).operands) == 0
}

# METADATA
# title: A call installs packages
installs(call) if verb(call) in programs.table[manager(call)].install

installs(call) if {
	manager(call) == "pacman"
	verb(call) in {"-S", "-U"}
	not refreshes(call)
}

# METADATA
# title: The packages that a call of the system's package manager installs, as written
packages(call) := _after_verb(read(call).operands) if {
	manager(call) != "pacman"
	manager(call) in object.keys(managers)
	installs(call)
}

packages(call) := read(call).operands if {
	manager(call) == "pacman"
	installs(call)
}

# METADATA
# title: The operands behind the verb
operands(call) := _after_verb(read(call).operands)

# METADATA
# title: A call as a line, as messages show it
# description: Without the values of secrets; also of a command as the document has it.
text(call) := call.shown if is_string(call.shown)

text(call) := concat(" ", array.concat([call.name], object.get(call, "arguments", []))) if {
	not is_string(object.get(call, "shown", null))
}

# METADATA
# title: The last component of a path
# description: The whole of what a substitution stands in, whose slashes are its own.
base_name(path) := parts[count(parts) - 1] if {
	not _substitutes(path)
	parts := split(path, "/")
}

base_name(path) := path if _substitutes(path)

_substitutes(path) if regex.match("\\$\\(|`", path)

# What stands from the verb on: a word that is wholly a variable may stand for options before it.
_known(operands) := array.slice(operands, min({i | some i, word in operands; not _variable(word)}), count(operands))

# dnf group install
_after_verb(operands) := array.slice(known, 1 + _second(known), count(operands)) if known := _known(operands)

default _second(_) := 0

_second(words) := 1 if {
	words[0] in {"group", "groups", "module"}
	words[1] in {"install", "enable", "upgrade", "update", "reset"}
}

_variable(word) if regex.match(`^(?:\$\w+|\$\{\w+\}|\$[@*]|\$\{\w+\[[@*]\]\})$`, word)

_operation(call) := letter if {
	some letter in ["S", "U", "R", "Q", "D", "F", "T", "V"]
	_has_letter(call, {letter})
} else := "S" if {
	_has_letter(call, {"--sync"})
} else := "U" if {
	_has_letter(call, {"--upgrade"})
}

_has_letter(call, letters) if {
	some option in read(call).options
	trim_prefix(option.name, "-") in letters
}

_has_letter(call, letters) if {
	some option in read(call).options
	option.name in letters
}

_call(command, i, scripts) := {
	"name": name,
	"arguments": arguments,
	"path": inner[0],
	"operator": object.get(command, "operator", ""),
	"shown": object.get(command, "shown", null),
	"assignments": array.concat(object.get(command, "assignments", []), [word |
		some k, word in whole
		k < first
		regex.match(`^[A-Za-z_][A-Za-z0-9_]*=`, word)
	]),
	"index": i,
	"parent": object.get(command, "parent", null),
	"role": object.get(command, "role", null),
	"pipes": object.get(command, "pipes", []),
	"pipefail": object.get(command, "pipefail", false),
	"wrappers": [base_name(word) | some k, word in whole; k < first; base_name(word) in object.keys(wrappers.table)],
	"listed": _listed(base_name(whole[first]), i, scripts),
} if {
	whole := array.concat([command.name], object.get(command, "arguments", []))
	inner := program(whole)
	first := count(whole) - count(inner)
	[name, arguments] := _module(base_name(inner[0]), array.slice(inner, 1, count(inner)))
}

# find stands beside what it runs, and so does trap.
default _listed(_, _, _) := false

_listed(name, i, scripts) if {
	i in scripts
	not name in {"find", "trap"}
}

# python -m pip is pip, and uv has one of its own.
_module(name, arguments) := [arguments[place], array.slice(arguments, place + 1, count(arguments))] if {
	place := _module_place(name, arguments)
} else := [name, arguments]

_module_place(name, arguments) := place + 1 if {
	regex.match(`^(?:python|pypy)[0-9.]*$`, name)
	some place, word in arguments
	word == "-m"
	every before in array.slice(arguments, 0, place) {
		startswith(before, "-")
	}
	place + 1 < count(arguments)
}

_module_place("uv", arguments) := place if {
	some place, word in arguments
	word == "pip"
	every before in array.slice(arguments, 0, place) {
		startswith(before, "-")
	}
}

# METADATA
# title: The words of a command from the program on that runs in the end
program(whole) := _inner(_inner(_inner(_inner(_inner(whole)))))

_inner(whole) := array.slice(whole, place, count(whole)) if {
	place := _run_by(wrappers.table[base_name(whole[0])], whole)
	place < count(whole)
} else := whole

# The place of the program that a wrapper runs; undefined where it runs none.
_run_by(wrapper, whole) := _operand(wrapper, whole, 1) if {
	wrapper.verb == ""
	not _asks(wrapper, whole)
}

_run_by(wrapper, whole) := _operand(wrapper, whole, place + 1) if {
	wrapper.verb != ""
	place := 1 + _read(wrapper, whole, 1).first
	whole[place] == wrapper.verb
}

_operand(wrapper, whole, from) := place if {
	start := from + _read(wrapper, whole, from).first
	places := [i | some i, word in whole; i >= start; not _assigns(wrapper, word)]
	place := places[wrapper.operands]
}

_read(wrapper, whole, from) := words.read(wrapper, array.slice(whole, from, count(whole)))

_assigns(wrapper, word) if {
	wrapper.assignments
	regex.match(`^[A-Za-z_][A-Za-z0-9_]*=`, word)
}

_asks(_, whole) if base_name(whole[0]) == "su"

_asks(wrapper, whole) if {
	some word in array.slice(whole, 1, 1 + _read(wrapper, whole, 1).first)
	word in (wrapper.asks | wrapper.scripts)
}
