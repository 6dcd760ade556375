# METADATA
# title: Package sources
# description: >-
#   Fires for each file of the image's package sources that switches the verification of packages
#   off: gpgcheck=0 of yum, dnf and zypper, trusted=yes and allow-insecure=yes of apt. The line
#   itself is not told, since addresses may have passwords.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: package_source
#   remediation: >-
#     Remove the option from the file, and install the key of the package source: signed-by= for
#     apt, gpgkey= with gpgcheck=1 for yum, dnf and zypper.
#   needs:
#     - retrieved_files:/etc/apt/sources.list
#     - retrieved_files:in:/etc/apt/sources.list.d
#     - retrieved_files:/etc/dnf/dnf.conf
#     - retrieved_files:/etc/yum.conf
#     - retrieved_files:in:/etc/yum.repos.d
#     - retrieved_files:in:/etc/zypp/repos.d
#   messages:
#     - "{path} disables the verification of packages: {option}"
#   examples:
#     - {id: package-source, gate: hardening, trigger: package_source, action: STOP, params: []}
#   samples:
#     - {retrieved_files: {/etc/yum.repos.d/x.repo: {encoding: utf-8, content: "[x]\ngpgcheck=0\n"}}}
#     - {retrieved_files: {/etc/yum.repos.d/x.repo: {encoding: utf-8, content: "[x]\ngpgcheck=1\n"}}}
package pratique.gates.hardening.package_source

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.retrieved

# METADATA
# description: One finding a file and option, in their order; unknown is a file that cannot be read.
findings(rule, _) := array.concat(
	[finding.new(rule, {"message": message, "about": about, "location": files.location(path)}) |
		some path in _paths
		some option in sort(_switched_off(path))
		about := {"path": path, "option": option}
		message := sprintf("%s disables the verification of packages: %s", [path, option])
	],
	[finding.unknown(rule, [retrieved.problem(path)]) | some path in _paths],
)

_paths := sort([path |
	some path, _ in input.retrieved_files
	_format(path)
])

_format(path) := "ini" if {
	regex.match(`^/etc/(?:yum\.conf|dnf/dnf\.conf|(?:yum|zypp)(?:/repos\.d|\.repos\.d)/[^/]+\.repo)$`, path)
}

_format(path) := "list" if regex.match(`^/etc/apt/sources\.list(?:\.d/[^/]+\.list)?$`, path)

_format(path) := "deb822" if regex.match(`^/etc/apt/sources\.list\.d/[^/]+\.sources$`, path)

# How dnf, zypper and apt write yes and no. The expressions go over the whole text, which may be
# of very many lines.
_switched_off(path) := {lower(concat("=", array.slice(groups, 1, 3))) |
	some groups in regex.find_all_string_submatch_n(_patterns[_format(path)], retrieved.text(path), 100)
}

_patterns := {
	"ini": `(?im)^[ \t]*((?:pkg_)?gpgcheck)[ \t]*[=:][ \t]*(0|no|false|off)[ \t\r]*$`,
	"list": concat("", [
		`(?im)^[ \t]*deb(?:-src)?[ \t]+\[(?:[^\]\n]*[ \t])?`,
		`(trusted|allow-insecure)[ \t]*=[ \t]*(yes|true|1|on)\b[^\]\n]*\]`,
	]),
	"deb822": `(?im)^(trusted|allow-insecure):[ \t]*(yes|true|1|on)[ \t\r]*$`,
}
