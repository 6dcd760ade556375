# METADATA
# title: The contents
# description: >-
#   Lists the packages of the image, by type, for whoever has to know what is in it. It says nothing
#   of whether they are good.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: contents
#   remediation: >-
#     Nothing needs to be done: this is evidence. Remove the packages that the service does not
#     need.
#   needs:
#     - packages
#   messages:
#     - "Packages of type {type} ({count}): {name version, …}"
#   examples:
#     - {id: contents, gate: practice, trigger: contents, action: GO, params: []}
#   samples:
#     - {packages: [{name: musl, version: "1.2.4-r2", type: apkg}]}
#     - {packages: []}
package pratique.gates.practice.contents

import data.pratique.lib.finding
import data.pratique.lib.packages

# METADATA
# description: One finding a type, sorted.
findings(rule, _) := [finding.new(rule, {"message": message, "about": {"type": type}}) |
	some type in sort({row[2] | some row in packages.rows})
	names := [sprintf("%s %s", [row[0], _version(input.packages[row[5]])]) | some row in packages.rows; row[2] == type]
	message := sprintf("Packages of type %s (%s): %s", [type, format_int(count(names), 10), concat(", ", names)])
]

_version(pkg) := concat(
	"-",
	[part | some part in [pkg.version, object.get(pkg, "release", null)]; is_string(part); part != ""],
)
