# METADATA
# title: Parts of licences
# description: >-
#   Reports in one message the packages with a licence that has a listed text in it. A licence text is
#   split into words (docs/compatibility.md#license-words); a word is reported once for each listed
#   text that is in it.
# scope: package
# custom:
#   gate: licenses
#   trigger: blacklist_partial_match
#   remediation: >-
#     Remove the packages, replace them by ones under another licence, or have the licence allowed.
#   parameters:
#     - name: licenses
#       attribute: licenseblacklist_submatches
#       description: Parts of the names of licences, separated by commas.
#       example: LGPL,BSD
#       required: true
#       validator: csv
#   needs:
#     - packages
#   messages:
#     - "LICSUBMATCH Packages are installed that have blacklisted licenses: {name}({licence}), …"
#   examples:
#     - {id: no-gpl, gate: licenses, trigger: blacklist_partial_match, action: WARN, params: [{name: licenses, value: "GPL,SSPL"}]}
#   samples:
#     - {packages: [{name: example, version: "1", type: npm, license: "{licenses.item}"}]}
#     - {packages: [{name: example, version: "1", type: npm, license: example}]}
#   anchore: {since: "1.0"}
package pratique.gates.licenses.blacklist_partial_match

import data.pratique.lib.finding
import data.pratique.lib.licenses

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	count(hits) > 0
	message := sprintf("LICSUBMATCH Packages are installed that have blacklisted licenses: %s", [licenses.list(hits)])
] if {
	texts := params.licenses
	hits := [pair |
		some pair in licenses.pairs
		some text in texts
		contains(pair[1], text)
	]
}
