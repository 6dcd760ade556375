# METADATA
# title: Licences
# description: >-
#   Reports in one message the packages with a listed licence. A licence text is split into words, and
#   whole words are compared: the name of a licence that has blanks never matches
#   (docs/compatibility.md#license-words).
# scope: package
# custom:
#   gate: licenses
#   trigger: blacklist_exact_match
#   remediation: >-
#     Remove the packages, replace them by ones under another licence, or have the licence allowed.
#   gate_description: Checks of the licences of the packages in the image.
#   parameters:
#     - name: licenses
#       attribute: license_blacklist
#       description: Names of licences, separated by commas.
#       example: GPLv2+,GPL-3+,BSD-2-clause
#       required: true
#       validator: csv
#   needs:
#     - packages
#   messages:
#     - "LICFULLMATCH Packages are installed that have blacklisted licenses: {name}({licence}), …"
#   examples:
#     - {id: no-agpl, gate: licenses, trigger: blacklist_exact_match, action: STOP, params: [{name: licenses, value: "AGPL-3.0-only,AGPL-3.0-or-later"}]}
#   samples:
#     - {packages: [{name: example, version: "1", type: npm, license: "{licenses.item}"}]}
#     - {packages: [{name: example, version: "1", type: npm, license: example}]}
#   anchore: {since: "1.0"}
package pratique.gates.licenses.blacklist_exact_match

import data.pratique.lib.finding
import data.pratique.lib.licenses

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	count(hits) > 0
	message := sprintf("LICFULLMATCH Packages are installed that have blacklisted licenses: %s", [licenses.list(hits)])
] if {
	listed := {license | some license in params.licenses}
	hits := [pair | some pair in licenses.pairs; pair[1] in listed]
}
