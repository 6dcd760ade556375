# METADATA
# title: Listed package
# description: >-
#   Reports each package of a name, of any type, or of a name and a version. The version of rpm and
#   apk packages is compared without the release (docs/compatibility.md#blacklist-without-release),
#   that of rpm with the epoch.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: packages
#   trigger: blacklist
#   remediation: >-
#     Do not install the package, remove it in the RUN that brings it, or install a version that is
#     not listed.
#   parameters:
#     - name: name
#       attribute: pkg_name
#       description: The name of a package.
#       example: openssh-server
#       required: true
#       validator: string
#     - name: version
#       attribute: pkg_version
#       description: The version that is reported. Without it, all are.
#       example: 1.0.1
#       validator: string
#   needs:
#     - packages
#   messages:
#     - "Package is blacklisted: {name}"
#     - "Package is blacklisted: {name}-{version}"
#   examples:
#     - {id: sshd, gate: packages, trigger: blacklist, action: STOP, params: [{name: name, value: openssh-server}]}
#   samples:
#     - {packages: [{name: "{name}", version: "{version}", type: npm}]}
#     - {packages: [{name: "{name}", version: "1", type: npm}]}
#     - {packages: []}
#   anchore: {since: "1.0"}
package pratique.gates.packages.blacklist

import data.pratique.lib.finding
import data.pratique.lib.packages

# METADATA
# description: One finding for each such package.
findings(rule, params) := [finding.new(rule, {"message": sprintf("Package is blacklisted: %s", [listed])}) |
	some row in packages.by_name[params.name]
	_matches(params, row[1])
] if {
	listed := concat("-", [text | some text in [params.name, object.get(params, "version", "")]; text != ""])
}

_matches(params, _) if object.get(params, "version", "") == ""

_matches(params, installed) if params.version == installed
