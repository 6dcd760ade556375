# METADATA
# title: Unverified packages
# description: >-
#   Fires for commands that install or fetch software without verifying it. switches: an option or
#   setting switches the verification off; pipe: a download is run by a shell or another
#   interpreter; download: a package file is fetched, and no checksum or signature is verified
#   behind it in the same RUN; outdated: keys by apt-key adv, package sources by plain http.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: unverified_package
#   remediation: >-
#     Leave out the switch, use https, download to a file and verify its checksum (sha256sum
#     --check) or signature in the same RUN. Keep keys in files that signed-by= names.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: switches
#       required: true
#       validator: enum
#       values: [switches, pipe, download, outdated]
#   needs:
#     - dockerfile
#   messages:
#     - "Verification is disabled: {command}"
#     - "Download is piped to a shell: {command}"
#     - "Package file is not verified: {url}"
#     - "Outdated kind of key or package source: {command}"
#   examples:
#     - {id: unverified-package, gate: hardening, trigger: unverified_package, action: STOP, params: [{name: check, value: switches}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN curl -k https://example.com", value: "curl -k https://example.com", expanded: "curl -k https://example.com", arguments: ["curl -k https://example.com"], start_line: 2, end_line: 2, commands: [{name: curl, arguments: ["-k", "https://example.com"], operator: ""}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN curl https://example.com/x.sh | sh", value: "curl https://example.com/x.sh | sh", expanded: "curl https://example.com/x.sh | sh", arguments: ["curl https://example.com/x.sh | sh"], start_line: 2, end_line: 2, commands: [{name: curl, arguments: ["https://example.com/x.sh"], operator: ""}, {name: sh, arguments: [], operator: "|"}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN curl https://example.com/x.deb", value: "curl https://example.com/x.deb", expanded: "curl https://example.com/x.deb", arguments: ["curl https://example.com/x.deb"], start_line: 2, end_line: 2, commands: [{name: curl, arguments: ["https://example.com/x.deb"], operator: ""}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN apt-key adv", value: "apt-key adv", expanded: "apt-key adv", arguments: ["apt-key adv"], start_line: 2, end_line: 2, commands: [{name: apt-key, arguments: ["adv"], operator: ""}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, raw: "USER app", value: "app", expanded: "app", arguments: [app], start_line: 2, end_line: 2}]}}
package pratique.gates.hardening.unverified_package

import data.pratique.lib.build
import data.pratique.lib.downloads
import data.pratique.lib.finding
import data.pratique.lib.shell
import data.pratique.lib.verification

# METADATA
# description: One finding a command, in file order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message, "about": about, "location": build.location(instruction)}) |
		some instruction in build.instructions
		some text in _texts(params.check, instruction)
		message := sprintf("%s: %s", [_titles[params.check], text])
		about := object.union({"check": params.check, "text": text}, build.stage_of(instruction))
	],
	[finding.unknown(rule, [sprintf("dockerfile: line %s could not be read", [format_int(run.start_line, 10)])]) |
		some run in shell.unread
	],
) if {
	build.known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if not build.known

_titles := {
	"switches": "Verification is disabled",
	"pipe": "Download is piped to a shell",
	"download": "Package file is not verified",
	"outdated": "Outdated kind of key or package source",
}

_texts("switches", instruction) := array.concat(
	[shell.text(call) |
		some call in shell.calls(instruction)
		verification.switched_off(call)
	],
	[sprintf("%s %s", [instruction.instruction, build.shown(instruction)]) | verification.switches_off(instruction)],
)

_texts("pipe", instruction) := [shell.text(call) |
	some call in downloads.run(shell.commands(object.get(instruction, "commands", [])))
]

_texts("download", instruction) := [url |
	some url in _fetched(instruction)
]

_texts("outdated", instruction) := [shell.text(call) |
	some call in shell.calls(instruction)
	_is_outdated(call)
]

# The addresses, or the whole as it may be shown where it has secrets.
_fetched(instruction) := [_told(argument, instruction) |
	not instruction.flags.checksum
	some argument in instruction.arguments
	regex.match(_remote, argument)
	_is_package(argument)
] if {
	instruction.instruction == "ADD"
}

_fetched(instruction) := [_told(argument, call) |
	calls := shell.calls(instruction)
	verified := max({-1} | {call.index | some call in calls; verification.verifies(call)})
	some call in calls
	call.index >= verified
	_fetches(call)
	some argument in call.arguments
	regex.match(_remote, argument)
	_is_package_by(argument, call)
] if {
	instruction.instruction == "RUN"
}

_told(address, whole) := address if not is_string(object.get(whole, "shown", null))

_told(_, whole) := whole.shown if is_string(whole.shown)

_remote := `^(?i:https?|ftp)://`

_is_package(text) if regex.match(`(?i)\.(?:deb|rpm|apk)(?:[?#].*)?$`, text)

_is_package_by(url, _) if _is_package(url)

# The address need not say it: curl -o x.deb https://example.com/latest
_is_package_by(_, call) if {
	some argument in call.arguments
	not regex.match(_remote, argument)
	_is_package(argument)
}

_fetches(call) if downloads.fetches(call)

# rpm takes addresses and verifies none.
_fetches(call) if {
	call.name == "rpm"
	some option in shell.read(call).options
	option.name in {"-i", "-U", "-F", "--install", "--upgrade", "--freshen", "--reinstall"}
}

# dnf verifies the packages of a repository, and of an address only with localpkg_gpgcheck.
_fetches(call) if {
	shell.manager(call) in {"dnf", "zypper", "apt"}
	shell.installs(call)
	not _checks_addresses(call)
}

_fetches(call) if {
	shell.manager(call) == "pacman"
	shell.verb(call) == "-U"
}

_checks_addresses(call) if {
	some option in shell.read(call).options
	option.name == "--setopt"
	regex.match(`(?i)^(?:main\.)?(?:localpkg_gpgcheck|pkg_gpgcheck)=(?:1|true|yes|on)$`, option.value)
}

_is_outdated(call) if {
	call.name == "apt-key"
	"adv" in call.arguments
}

# Only what writes or adds a source has one: sed 's|deb http://…|…|' takes it away.
_is_outdated(call) if {
	call.name in {"echo", "printf", "tee", "add-apt-repository", "apt-add-repository"}
	regex.match(`\bdeb(?:-src)?\s+(?:\[[^\]]*\]\s+)?http://`, shell.text(call))
}
