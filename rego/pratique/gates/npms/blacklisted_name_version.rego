# METADATA
# title: Listed package
# description: Fires where a npm package of a name is installed, or that version of it.
# scope: package
# custom:
#   gate: npms
#   trigger: blacklisted_name_version
#   remediation: >-
#     Remove the package (npm uninstall NAME), or install a version that is not listed (npm install
#     NAME@VERSION).
#   parameters:
#     - name: name
#       attribute: name
#       description: The name of a package.
#       example: event-stream
#       required: true
#       validator: string
#     - name: version
#       attribute: version
#       description: The version that is reported. Without it, all are; an empty one never is (docs/compatibility.md#empty-version).
#       example: "1.0"
#       validator: string
#   needs:
#     - packages:npm
#   messages:
#     - "NPM Package is blacklisted: {name}"
#     - "NPM Package is blacklisted: {name}-{version}"
#   examples:
#     - {id: event-stream, gate: npms, trigger: blacklisted_name_version, action: STOP, params: [{name: name, value: event-stream}]}
#   samples:
#     - {packages: [{name: "{name}", version: "{version}", type: npm, path: /example}]}
#     - {packages: [{name: "{name}", version: "1", type: npm, path: /example}]}
#     - {packages: []}
#   anchore: {since: "1.0"}
package pratique.gates.npms.blacklisted_name_version

import data.pratique.lib.feed
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	message := sprintf("NPM Package is blacklisted: %s", [_blacklisted(params)])
]

_blacklisted(params) := params.name if {
	not "version" in object.keys(params)
	feed.installed("npm", params.name)
}

_blacklisted(params) := sprintf("%s-%s", [params.name, params.version]) if {
	params.version != ""
	feed.installed_version("npm", params.name, params.version)
}
