# METADATA
# title: Unknown version
# description: >-
#   Reports each installed version of a npm package whose name the package feed has, but not that
#   version of it.
# scope: package
# custom:
#   gate: npms
#   trigger: version_not_in_feeds
#   remediation: >-
#     Check where the version comes from, and install one that the feed has: npm install
#     NAME@VERSION.
#   parameters: []
#   needs:
#     - packages:npm
#     - feeds.npm
#   messages:
#     - "NPMBADVERSION Package ({name}) version ({version}) installed but version is not in the official feed for this package ({list})"
#   examples:
#     - {id: published, gate: npms, trigger: version_not_in_feeds, action: STOP, params: []}
#   samples:
#     - {packages: [{name: example, version: "1", type: npm, path: /example}, {name: known, version: "1", type: npm, path: /known}], feeds: {npm: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "2", versions: ["2"]}}}}}
#     - {packages: [{name: example, version: "1", type: npm, path: /example}, {name: known, version: "1", type: npm, path: /known}], feeds: {npm: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "1", versions: ["1"]}}}}}
#   anchore: {since: "1.0"}
package pratique.gates.npms.version_not_in_feeds

import data.pratique.lib.feed
import data.pratique.lib.finding
import data.pratique.lib.python_repr

# METADATA
# description: One finding for each name and version, in the order of the packages.
findings(rule, _) := [finding.new(rule, {"message": message}) |
	some [name, version, versions] in feed.unlisted("npm")
	message := sprintf(_template, [
		name,
		version,
		python_repr.list(versions),
	])
] if {
	not feed.problem("npm")
}

findings(rule, _) := [finding.error(rule, feed.problem("npm"))]

_template := concat("", [
	"NPMBADVERSION Package (%s) version (%s) installed but version is not in the ",
	"official feed for this package (%s)",
])
