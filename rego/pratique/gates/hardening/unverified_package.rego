# METADATA
# title: Unverified packages
# description: >-
#   Fires for commands that install or fetch software without verifying it. switches: an option
#   switches the verification off; pipe: a download is run by a shell; download: a package file
#   is fetched and no checksum or signature is verified in the same RUN; outdated: keys by apt-
#   key adv, package sources by plain http.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: unverified_package
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
#     - "Verification is switched off: {command}"
#     - "A download is run by a shell: {command}"
#     - "A package file is not verified: {url}"
#     - "Keys or sources of an outdated kind: {command}"
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
import data.pratique.lib.finding
import data.pratique.lib.shell

# METADATA
# description: One finding a command, in file order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message, "about": about, "location": build.location(instruction)}) |
		some instruction in build.instructions
		some text in _texts(params.check, instruction)
		message := sprintf("%s: %s", [_titles[params.check], text])
		about := object.union({"check": params.check, "text": text}, build.stage_of(instruction))
	],
	[finding.unknown(rule, [sprintf("dockerfile: the commands of line %d", [run.start_line])]) | some run in shell.unread],
) if {
	build.known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the instructions could not be read"])] if not build.known

_titles := {
	"switches": "Verification is switched off",
	"pipe": "A download is run by a shell",
	"download": "A package file is not verified",
	"outdated": "Keys or sources of an outdated kind",
}

_texts("switches", instruction) := [shell.text(call) |
	some call in shell.calls(instruction)
	_switched_off(call)
]

_texts("pipe", instruction) := [shell.text(call) |
	calls := shell.calls(instruction)
	some i, call in calls
	_piped(calls, i, call)
]

_texts("download", instruction) := [url |
	not _verifies(instruction)
	some url in _fetched(instruction)
]

_texts("outdated", instruction) := [shell.text(call) |
	some call in shell.calls(instruction)
	_is_outdated(call)
]

_switched_off(call) if {
	some argument in call.arguments
	argument in _switches
}

_switched_off(call) if {
	some argument in call.arguments
	regex.match(_switch, argument)
}

# -k among other short options, as in -fsSLk.
_switched_off(call) if {
	call.name == "curl"
	some argument in call.arguments
	regex.match(`^-[a-zA-Z#]*k[a-zA-Z#]*$`, argument)
}

_switch := concat("", [
	`(?i)^(?:-o)?(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)=(?:1|true|yes)$|`,
	`^--setopt=(?:\S+\.)?gpgcheck=(?:0|false|no)$|\btrusted=yes\b|^--strict-ssl=false$`,
])

_switches := {
	"--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories",
	"--nogpgcheck", "--no-gpgcheck", "--no-gpg-check", "--no-gpg-checks", "--nosignature", "--allow-unsigned-rpm",
	"--allow-untrusted", "--trusted-host", "--no-check-certificate", "--insecure",
}

_loads(call) if call.name in {"curl", "wget"}

_is_shell(call) if call.name in {"sh", "bash", "dash", "zsh", "ksh", "ash"}

_piped(calls, i, call) if {
	_loads(call)
	some j, other in calls
	j > i
	_is_shell(other)
	every between in array.slice(calls, i + 1, j + 1) {
		between.operator in {"|", "|&"}
	}
}

# sh -c "$(curl …)", bash <(curl …)
_piped(_, _, call) if {
	_runs_text(call)
	some argument in call.arguments
	regex.match(`(?:\$\(|<\(|\x60)\s*(?:curl|wget)\b`, argument) # \x60 is the backquote
}

_runs_text(call) if _is_shell(call)

_runs_text(call) if call.name in {"eval", "source", "."}

_verifies(instruction) if instruction.flags.checksum

_verifies(instruction) if {
	some call in shell.calls(instruction)
	regex.match(
		`^(?:sha\d+sum|shasum|md5sum|b2sum|gpg2?|gpgv|cosign|minisign|debsig-verify|dpkg-sig)$|^rpmkeys$`,
		call.name,
	)
}

# The addresses, or the whole as it may be shown where it has secrets.
_fetched(instruction) := [_told(argument, instruction) |
	some argument in instruction.arguments
	regex.match(_remote, argument)
	_is_package(argument)
] if {
	instruction.instruction == "ADD"
}

_fetched(instruction) := [_told(argument, call) |
	some call in shell.calls(instruction)
	_fetches(call)
	some argument in call.arguments
	regex.match(_remote, argument)
	_is_package_by(argument, call)
] if {
	instruction.instruction == "RUN"
}

_told(address, whole) := address if not is_string(object.get(whole, "shown", null))

_told(_, whole) := whole.shown if is_string(whole.shown)

_remote := `^(?:https?|ftp)://`

_is_package(text) if regex.match(`\.(?:deb|rpm|apk)(?:[?#].*)?$`, text)

_is_package_by(url, _) if _is_package(url)

# The address need not say it: curl -o x.deb https://example.com/latest
_is_package_by(_, call) if {
	some argument in call.arguments
	not regex.match(_remote, argument)
	_is_package(argument)
}

_fetches(call) if _loads(call)

# rpm -i and dnf install take URLs; dnf verifies them, rpm does not.
_fetches(call) if call.name == "rpm"

_is_outdated(call) if {
	call.name == "apt-key"
	"adv" in call.arguments
}

_is_outdated(call) if {
	regex.match(`\bdeb(?:-src)?\s+(?:\[[^\]]*\]\s+)?http://`, shell.text(call))
}
