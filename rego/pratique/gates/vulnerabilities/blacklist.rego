# METADATA
# title: Listed vulnerabilities
# description: >-
#   Reports in one message those of the listed vulnerabilities that a package of the image has.
# scope: package
# custom:
#   gate: vulnerabilities
#   trigger: blacklist
#   parameters:
#     - name: vulnerability_ids
#       attribute: vulnerability_ids
#       description: Ids of vulnerabilities, separated by commas.
#       example: CVE-2019-1234,CVE-2019-5678
#       required: true
#       validator: csv
#     - name: vendor_only
#       attribute: vendor_only
#       description: Whether what the vendor has said that it will not fix is passed over.
#       example: "false"
#       validator: bool
#       default: "true"
#   needs:
#     - vulnerabilities
#   messages:
#     - "Blacklisted vulnerabilities detected: {list}"
#   examples:
#     - {id: log4shell, gate: vulnerabilities, trigger: blacklist, action: STOP, params: [{name: vulnerability_ids, value: "CVE-2021-44228,CVE-2021-45046"}]}
#   samples:
#     - {vulnerabilities: {matches: [{vulnerability: {id: "{vulnerability_ids.item}", severity: High, cvss_nvd: [], cvss_vendor: []}, package: {name: example, version: "1", type: dpkg, path: pkgdb}, fix: {versions: [], wont_fix: false, observed_at: null}}]}}
#     - {vulnerabilities: {matches: []}}
#   anchore: {since: "1.0"}
package pratique.gates.vulnerabilities.blacklist

import data.pratique.lib.finding
import data.pratique.lib.python_repr
import data.pratique.lib.vulnerabilities

# METADATA
# description: One finding with the ids in the rule's order, repeated as there, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	count(detected) > 0
	message := sprintf("Blacklisted vulnerabilities detected: %s", [python_repr.list(detected)])
] if {
	places := _considered(params)
	present := {vulnerabilities.matches[i].vulnerability.id | some i in places}
	detected := [id | some id in params.vulnerability_ids; id in present]
}

_considered(params) := vulnerabilities.of_class.all - vulnerabilities.wont_fix if params.vendor_only

_considered(params) := vulnerabilities.of_class.all if not params.vendor_only
