# METADATA
# title: What the RUN instructions call
# description: >-
#   The simple commands that a shell would run, each with the name of the program without its
#   directory, and without what only says how to run it (sudo, env, assignments).
# scope: package
package pratique.lib.shell

import data.pratique.lib.build

# METADATA
# title: The RUN instructions that have a part in the image
# scope: document
runs := [instruction | some instruction in build.instructions; instruction.instruction == "RUN"]

# METADATA
# title: The RUN instructions of which some command could not be read
# scope: document
unread := [instruction | some instruction in runs; instruction.commands_unparsed]

# METADATA
# title: The calls of one RUN instruction, in order
# description: Each with name, arguments and operator, which is "" for the first.
calls(instruction) := [call | some command in object.get(instruction, "commands", []); call := _call(command)]

# METADATA
# title: The package manager of a program, and what it calls its verbs
# description: "`index` refreshes the package index, `install` uses it."
managers := {
	"apt": {
		"index": {"update"},
		"install": {
			"install",
			"upgrade",
			"dist-upgrade",
			"full-upgrade",
			"build-dep",
			"satisfy",
			"reinstall",
			"safe-upgrade",
		},
	},
	"apk": {"index": {"update"}, "install": {"add", "upgrade", "fix"}},
	"zypper": {"index": {"refresh", "ref"}, "install": {"install", "in", "update", "up", "patch", "dist-upgrade", "dup"}},
	"dnf": {
		"index": {"makecache", "check-update"},
		"install": {
			"install",
			"update",
			"upgrade",
			"groupinstall",
			"group",
			"distro-sync",
			"localinstall",
			"reinstall",
			"builddep",
			"upgrade-minimal",
			"update-minimal",
		},
	},
	"pacman": {"index": {"-Sy", "-Syy"}, "install": {"-S", "-Su", "-Syu", "-Syyu", "-U"}},
}

# METADATA
# title: The manager that a call is of
manager(call) := _programs[call.name]

# METADATA
# title: The verb of a call of a package manager
# description: The first argument that is one of its verbs; options with values may stand before it.
verb(call) := found[0] if {
	known := managers[_programs[call.name]]
	found := [argument | some argument in call.arguments; argument in (known.index | known.install)]
}

# METADATA
# title: A call as a line, as messages show it
# description: Without the values of secrets; also of a command as the document has it.
text(call) := call.shown if is_string(call.shown)

text(call) := concat(" ", array.concat([call.name], object.get(call, "arguments", []))) if {
	not is_string(object.get(call, "shown", null))
}

# METADATA
# title: The packages that a call installs, as written
packages(call) := [argument |
	some i, argument in call.arguments
	i > place
	not startswith(argument, "-")
	not call.arguments[i - 1] in _with_value
] if {
	wanted := verb(call)
	wanted in managers[_programs[call.name]].install
	place := min({i | some i, argument in call.arguments; argument == wanted})
}

# Options of package managers that take the next word.
_with_value := {
	"-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file",
	"--virtual", "-X", "--repository", "-p", "--root", "--repositories-file", "--keys-dir",
	"--enablerepo", "--disablerepo", "--repo", "--repoid", "--installroot", "--releasever", "--setopt",
}

_programs := {
	"apt": "apt", "apt-get": "apt", "aptitude": "apt",
	"apk": "apk",
	"zypper": "zypper",
	"dnf": "dnf", "microdnf": "dnf", "yum": "dnf", "dnf5": "dnf", "tdnf": "dnf",
	"pacman": "pacman",
}

_wrappers := {"sudo", "env", "command", "exec", "time", "nice", "nohup", "eatmydata"}

_call(command) := {
	"name": base_name(words[0]),
	"arguments": array.slice(words, 1, count(words)),
	"operator": object.get(command, "operator", ""),
	"shown": object.get(command, "shown", null),
} if {
	words := _unwrapped(array.concat([command.name], object.get(command, "arguments", [])))
}

_unwrapped(words) := array.slice(words, first, count(words)) if {
	first := min({i | some i, word in words; not _wraps(i, word)})
}

_wraps(_, word) if base_name(word) in _wrappers

_wraps(_, word) if regex.match(`^[A-Za-z_][A-Za-z0-9_]*=`, word)

_wraps(i, word) if {
	i > 0
	startswith(word, "-")
}

# METADATA
# title: The last component of a path
base_name(path) := parts[count(parts) - 1] if {
	parts := split(path, "/")
}
