# METADATA
# title: Package list
# description: >-
#   Fires for each installed package that is not on the list of those that are wanted.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: package_list
#   remediation: >-
#     Do not install the package, or add it to the rule's list of allowed packages. A multi-stage
#     build leaves build tools out.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Names of packages, separated by commas; * stands for anything.
#       example: "musl,busybox,ca-certificates*"
#       validator: csv-any
#       default: ""
#   needs:
#     - packages
#     - {need: "parameters:allowed", when: {allowed: [""]}}
#   messages:
#     - "Package is not allowed: {name}"
#   examples:
#     - {id: package-list, gate: hardening, trigger: package_list, action: STOP, params: [{name: allowed, value: "musl,busybox"}]}
#   samples:
#     - {packages: [{name: example, version: "1", type: npm}]}
#     - {packages: []}
package pratique.gates.hardening.package_list

import data.pratique.lib.finding
import data.pratique.lib.packages

# METADATA
# description: One finding a name, sorted.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"package": name}}) |
	some name in sort(object.keys(packages.by_name))
	not _allowed(name, params.allowed)
	message := sprintf("Package is not allowed: %s", [name])
]

_allowed(name, names) if {
	some pattern in names
	glob.match(pattern, null, name)
}
