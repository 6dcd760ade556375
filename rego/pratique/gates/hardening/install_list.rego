# METADATA
# title: Packages that RUN installs
# description: >-
#   Fires for each package that a RUN instruction has a package manager install and that is not on
#   the list. Without a list there is nothing to compare with, and it does not fire.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: install_list
#   remediation: >-
#     Do not install the package, or add it to the rule's list of allowed packages.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Names of packages that may be installed, separated by commas; * stands for anything.
#       example: "curl,ca-certificates,lib*"
#       validator: csv-any
#       default: ""
#   needs:
#     - dockerfile
#   messages:
#     - "Installed package is not allowed: {name}: {command}"
#   examples:
#     - {id: install-list, gate: hardening, trigger: install_list, action: WARN, params: [{name: allowed, value: "curl,ca-certificates"}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: RUN, stage: 0, raw: "RUN apk add example", value: "apk add example", expanded: "apk add example", arguments: ["apk add example"], start_line: 2, end_line: 2, commands: [{name: apk, arguments: [add, example], operator: ""}]}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, raw: "USER app", value: "app", expanded: "app", arguments: [app], start_line: 2, end_line: 2}]}}
package pratique.gates.hardening.install_list

import data.pratique.lib.build
import data.pratique.lib.finding
import data.pratique.lib.shell

# METADATA
# description: One finding a package, in file order.
findings(_, params) := [] if not _listed(params)

findings(rule, params) := array.concat(
	[result |
		some run in shell.runs
		some call in shell.calls(run)
		some name in shell.packages(call)
		not _allowed(_name(name), params.allowed)
		result := _result(rule, run, call, _name(name))
	],
	[finding.unknown(rule, [sprintf("dockerfile: line %s could not be read", [format_int(run.start_line, 10)])]) |
		some run in shell.unread
	],
) if {
	_listed(params)
	build.known
}

findings(rule, params) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if {
	_listed(params)
	not build.known
}

_listed(params) if {
	some name in params.allowed
	name != ""
}

_result(rule, run, call, name) := finding.new(rule, {
	"message": sprintf("Installed package is not allowed: %s: %s", [name, shell.text(call)]),
	"about": object.union({"package": name}, build.stage_of(run)),
	"location": build.location(run),
}) if {
	not contains(name, "$")
}

_result(rule, _, _, name) := finding.unknown(rule, [sprintf("dockerfile: the package %s is not known", [name])]) if {
	contains(name, "$")
}

# Without version, architecture and release; a virtual package of apk's is a name for others.
_name(text) := regex.replace(text, `[=<>~:/].*$`, "")

_allowed(name, names) if {
	some pattern in names
	glob.match(pattern, null, name)
}

_allowed(name, _) if startswith(name, ".")

_allowed("", _)
