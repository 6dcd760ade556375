# METADATA
# title: Listed package
# description: Fires where a gem package of a name is installed, or that version of it.
# scope: package
# custom:
#   gate: ruby_gems
#   trigger: blacklist
#   remediation: >-
#     Remove the package from the Gemfile, or require a version that is not listed: gem "NAME",
#     "VERSION".
#   parameters:
#     - name: name
#       attribute: name
#       description: The name of a package.
#       example: rest-client
#       required: true
#       validator: string
#     - name: version
#       attribute: version
#       description: The version that is reported. Without it, all are; an empty one never is (docs/compatibility.md#empty-version).
#       example: "1.0"
#       validator: string
#   needs:
#     - packages:gem
#   messages:
#     - "Gem Package is blacklisted: {name}"
#     - "Gem Package is blacklisted: {name}-{version}"
#   examples:
#     - {id: rest-client, gate: ruby_gems, trigger: blacklist, action: STOP, params: [{name: name, value: rest-client}]}
#   samples:
#     - {packages: [{name: "{name}", version: "{version}", type: gem, path: /example}]}
#     - {packages: [{name: "{name}", version: "1", type: gem, path: /example}]}
#     - {packages: []}
#   anchore: {since: "1.0"}
package pratique.gates.ruby_gems.blacklist

import data.pratique.lib.feed
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	message := sprintf("Gem Package is blacklisted: %s", [_blacklisted(params)])
]

_blacklisted(params) := params.name if {
	not "version" in object.keys(params)
	feed.installed("gem", params.name)
}

_blacklisted(params) := sprintf("%s-%s", [params.name, params.version]) if {
	params.version != ""
	feed.installed_version("gem", params.name, params.version)
}
