# METADATA
# title: Unknown version
# description: >-
#   Reports each installed version of a gem package whose name the package feed has, but not that
#   version of it.
# scope: package
# custom:
#   gate: ruby_gems
#   trigger: version_not_found_in_feed
#   remediation: >-
#     Check where the version comes from, and require one that the feed has: gem "NAME", "VERSION".
#   parameters: []
#   needs:
#     - packages:gem
#     - feeds.gem
#   messages:
#     - "GEMBADVERSION Package ({name}) version ({version}) installed but version is not in the official feed for this package ({list})"
#   examples:
#     - {id: published, gate: ruby_gems, trigger: version_not_found_in_feed, action: STOP, params: []}
#   samples:
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "2", versions: ["2"]}}}}}
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "1", versions: ["1"]}}}}}
#   anchore: {since: "1.0"}
package pratique.gates.ruby_gems.version_not_found_in_feed

import data.pratique.lib.feed
import data.pratique.lib.finding
import data.pratique.lib.python_repr

# METADATA
# description: One finding for each name and version, in the order of the packages.
findings(rule, _) := [finding.new(rule, {"message": message}) |
	some [name, version, versions] in feed.unlisted("gem")
	message := sprintf(_template, [
		name,
		version,
		python_repr.list(versions),
	])
] if {
	not feed.problem("gem")
}

findings(rule, _) := [finding.error(rule, feed.problem("gem"))]

_template := concat("", [
	"GEMBADVERSION Package (%s) version (%s) installed but version is not in the ",
	"official feed for this package (%s)",
])
