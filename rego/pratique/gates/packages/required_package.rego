# METADATA
# title: Required package
# description: >-
#   Fires where a package is not in the image, or is not there in the version that is asked for. exact
#   compares the whole version, minimum the version without the release of rpm and apk, so write it
#   without one (docs/compatibility.md#minimum-without-release). Of several packages of that name, of
#   any type, only the first one counts. Versions can be compared with a minimum only for packages of
#   a distribution.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: packages
#   trigger: required_package
#   remediation: >-
#     Install the package, in the version that the rule asks for, in a RUN instruction.
#   gate_description: Checks of the packages in the image, of the distribution and of languages.
#   parameters:
#     - name: name
#       attribute: pkg_name
#       description: The name of a package.
#       example: libssl
#       required: true
#       validator: string
#     - name: version
#       attribute: pkg_version
#       description: The version that is asked for. Without it, any will do.
#       example: 1.10.3rc3
#       validator: string
#     - name: version_match_type
#       attribute: version_comparison
#       description: Whether this very version is asked for, or it and higher ones.
#       example: minimum
#       validator: enum
#       values: [exact, minimum]
#       default: exact
#   needs:
#     - packages
#     - {need: image.distro, given: [version], when: {version_match_type: [minimum]}}
#   messages:
#     - Required input package ({name}) is not present in container image
#     - Required input package ({name},{version}) is not present in container image
#     - Required input package ({name}) is present ({installed version}), but not at the version specified in policy ({name})
#     - Required min-version input package ({name}) is present ({installed version}), but is lower version than what is specified in policy ({version})
#   examples:
#     - {id: tini, gate: packages, trigger: required_package, action: STOP, params: [{name: name, value: tini}]}
#     - {id: openssl, gate: packages, trigger: required_package, action: STOP, params: [{name: name, value: openssl}, {name: version, value: 1.1.1n}, {name: version_match_type, value: minimum}]}
#   samples:
#     - {packages: [{name: "{name}", version: "{version}", type: dpkg}], image: {distro: {name: debian, version: "12", like: debian}}}
#     - {packages: [{name: "{name}", version: "1", type: dpkg}]}
#     - {packages: []}
#   anchore: {since: "1.0"}
package pratique.gates.packages.required_package

import data.pratique.lib.finding
import data.pratique.lib.packages
import data.pratique.lib.version

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	message := _message(params)
] if {
	not _problem(params)
}

findings(rule, params) := [finding.error(rule, _problem(params))]

# compatibility.md#first-package-of-a-name: only the first one counts.
_found(name) := input.packages[min(packages.by_name[name])[5]]

_message(params) := sprintf("Required input package (%s) is not present in container image", [_wanted(params)]) if {
	not _found(params.name)
}

# compatibility.md#required-package-message: the message ends with the name where the version was meant.
_message(params) := sprintf(_another_version, [
	params.name,
	installed,
	params.name,
]) if {
	params.version_match_type == "exact"
	installed := packages.full_version(_found(params.name))
	installed != params.version
}

_message(params) := sprintf(_lower_version, [
	params.name,
	installed,
	params.version,
]) if {
	params.version_match_type == "minimum"
	found := _found(params.name)
	installed := packages.full_version(found)
	installed != params.version
	version.older(found, params.version)
}

_problem(params) := version.problem(found, params.version) if {
	params.version_match_type == "minimum"
	found := _found(params.name)
	packages.full_version(found) != params.version
}

_wanted(params) := params.name if object.get(params, "version", "") == ""

_wanted(params) := sprintf("%s,%s", [params.name, params.version]) if params.version != ""

_another_version := concat("", [
	"Required input package (%s) is present (%s), but not at the version specified ",
	"in policy (%s)",
])

_lower_version := concat("", [
	"Required min-version input package (%s) is present (%s), but is lower version ",
	"than what is specified in policy (%s)",
])
