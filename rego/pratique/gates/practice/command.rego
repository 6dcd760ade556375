# METADATA
# title: Commands of RUN
# description: >-
#   Fires for commands that good Dockerfiles do without. sudo: a command by sudo; pointless: one
#   that makes no sense in a container (ssh, vim, mount, …); apk_cache: apk add that keeps its
#   cache; apt_lists: an apt-get update whose lists stay in the layer; dist_upgrade: an upgrade of
#   the distribution; recommends: apt-get install with what is only recommended; apt_pinned,
#   apk_pinned, pip_pinned, npm_pinned: a package without a version; apt_pattern: a version of
#   which an asterisk leaves the end open; pipefail: a pipe in which
#   only the last command can fail.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: command
#   gate_description: Good practice of Dockerfiles and images, as linters ask for it.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: sudo
#       required: true
#       validator: enum
#       values: [sudo, pointless, apk_cache, apt_lists, dist_upgrade, recommends, apt_pinned, apt_pattern, apk_pinned, pip_pinned, npm_pinned, pipefail]
#   needs:
#     - dockerfile
#   messages:
#     - "{what is wrong}: {command}"
#   examples:
#     - {id: sudo, gate: practice, trigger: command, action: WARN, params: [{name: check, value: sudo}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, value: "sudo x", expanded: "sudo x", arguments: ["sudo x"], start_line: 2, end_line: 2, commands: [{name: sudo, arguments: [x]}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, value: "x", expanded: "x", arguments: ["x"], start_line: 2, end_line: 2, commands: [{name: x, arguments: []}]}]}}
package pratique.gates.practice.command

import data.pratique.lib.build
import data.pratique.lib.finding
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": sprintf("%s: %s", [_titles[params.check], text]), "location": build.location(run)}) |
		some run in shell.runs
		calls := shell.calls(run)
		some text in _texts(params.check, run, calls)
	],
	[finding.unknown(rule, [sprintf("dockerfile: the commands of line %d", [run.start_line])]) | some run in shell.unread],
) if {
	build.known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the instructions could not be read"])] if not build.known

_titles := {
	"sudo": "sudo is used",
	"pointless": "The command makes no sense in a container",
	"apk_cache": "apk keeps its cache",
	"apt_lists": "The package lists stay in the layer",
	"dist_upgrade": "The whole distribution is upgraded",
	"recommends": "Recommended packages are installed too",
	"apt_pinned": "The package has no version",
	"apt_pattern": "The version is a pattern",
	"apk_pinned": "The package has no version",
	"pip_pinned": "The package has no version",
	"npm_pinned": "The package has no version",
	"pipefail": "Only the last command of the pipe can fail",
}

_texts("sudo", run, _) := [shell.text(command) |
	some command in run.commands
	shell.base_name(command.name) == "sudo"
]

_texts("pointless", _, calls) := [shell.text(call) |
	some call in calls
	call.name in {"ssh", "vim", "vi", "nano", "emacs", "shutdown", "reboot", "service", "systemctl", "ps", "free", "top", "htop", "kill", "mount", "umount", "ifconfig", "tcpdump"}
]

_texts("apk_cache", run, calls) := [shell.text(call) |
	not _removes(calls, "/var/cache/apk")
	not _cached(run)
	some call in calls
	shell.manager(call) == "apk"
	shell.verb(call) == "add"
	not "--no-cache" in call.arguments
]

_texts("apt_lists", run, calls) := [shell.text(call) |
	not _removes(calls, "/var/lib/apt/lists")
	not _cached(run)
	some call in calls
	shell.manager(call) == "apt"
	shell.verb(call) == "update"
]

_texts("dist_upgrade", _, calls) := [shell.text(call) |
	some call in calls
	shell.manager(call) in {"apt", "zypper"}
	shell.verb(call) in {"dist-upgrade", "full-upgrade", "dup"}
]

_texts("recommends", _, calls) := [shell.text(call) |
	some call in calls
	shell.manager(call) == "apt"
	shell.verb(call) == "install"
	not regex.match(`(?i)(?:^| )(?:--no-install-recommends|-o ?APT::Install-Recommends=(?:0|false|no))(?: |$)`, shell.text(call))
]

_texts("apt_pinned", _, calls) := [name |
	some call in calls
	shell.manager(call) == "apt"
	some name in shell.packages(call)
	not regex.match(`=|/|\.deb$`, name)
]

_texts("apt_pattern", _, calls) := [name |
	some call in calls
	shell.manager(call) == "apt"
	some name in shell.packages(call)
	regex.match(`=.*\*`, name)
]

_texts("apk_pinned", _, calls) := [name |
	some call in calls
	shell.manager(call) == "apk"
	some name in shell.packages(call)
	not startswith(name, ".")
	not regex.match(`[=<>~]|/|\.apk$`, name)
]

_texts("pip_pinned", _, calls) := [name |
	some call in calls
	some name in _pip(call)
	not regex.match(`==|@|/|^\.|\.whl$|\.tar\.gz$`, name)
]

_texts("npm_pinned", _, calls) := [name |
	some call in calls
	call.name == "npm"
	some i, verb in call.arguments
	verb in {"install", "i", "add"}
	some name in array.slice(call.arguments, i + 1, count(call.arguments))
	not regex.match(`^[-./]|^(?:@[^/]+/)?[^@/]+@.|:|\.tgz$`, name)
]

_texts("pipefail", run, calls) := [concat(" | ", [call.name | some call in calls]) |
	some piped in calls
	piped.operator in {"|", "|&"}
	not _sets_pipefail(run, calls)
]

_removes(calls, path) if {
	some call in calls
	call.name in {"rm", "find"}
	some argument in call.arguments
	startswith(argument, path)
}

_cached(run) if contains(json.marshal(run.flags.mount), "type=cache")

# What follows install, but for options and their values.
_pip(call) := [argument |
	words := array.concat([call.name], call.arguments)
	regex.match(`(?:^|-m )pip[0-9.]* `, concat(" ", words))
	some i, verb in words
	verb == "install"
	some j, argument in words
	j > i
	not startswith(argument, "-")
	not words[j - 1] in _with_value
]

_with_value := {"-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--trusted-host", "-e", "--editable"}

_sets_pipefail(_, calls) if {
	some call in calls
	call.name == "set"
	"pipefail" in call.arguments
}

_sets_pipefail(run, _) if {
	some instruction in build.instructions
	instruction.instruction == "SHELL"
	instruction.stage == run.stage
	instruction.start_line < run.start_line
	contains(instruction.value, "pipefail")
}
