# METADATA
# title: Listed vulnerabilities
# description: >-
#   Reports in one message those of the listed vulnerabilities that a package of the image has.
# scope: package
# custom:
#   gate: vulnerabilities
#   trigger: blacklist
#   remediation: >-
#     Update the package to a version in which the vulnerability is fixed, or remove the package.
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
# description: >-
#   One finding with the ids in the rule's order, repeated as there, or none; and a warning for each listed id
#   that a vulnerability has as another name.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message}) |
		detected := [id | some id in params.vulnerability_ids; _detected(params, id)]
		count(detected) > 0
		message := sprintf("Blacklisted vulnerabilities detected: %s", [python_repr.list(detected)])
	],
	[finding.warning(rule, "blacklisted_by_alias", message) |
		not vulnerabilities.matches_aliases
		some listed in {id | some id in params.vulnerability_ids; not _detected(params, id)}
		some id in _present(params, object.keys(object.get(vulnerabilities.ids_of_alias, listed, {})))
		message := sprintf(
			"%s is blacklisted, and the image has it under the name %s, which Anchore takes for another (--match-aliases)",
			[listed, id],
		)
	],
)

_detected(params, id) if count(_present(params, {id})) > 0

_detected(params, id) if {
	vulnerabilities.matches_aliases
	count(_present(params, object.keys(object.get(vulnerabilities.ids_of_alias, id, {})))) > 0
}

# Those of the ids that matches have: with vendor_only, matches that the vendor may yet fix.
_present(params, ids) := ids & vulnerabilities.fixable_ids if params.vendor_only

_present(params, ids) := ids & vulnerabilities.ids if not params.vendor_only
