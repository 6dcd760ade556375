# METADATA
# title: Not the latest version
# description: >-
#   Reports each installed gem package whose version is not the latest one in the package feed, also a
#   newer one. Nothing fires where the feed has none of the installed packages
#   (docs/compatibility.md#feed-without-names).
# scope: package
# custom:
#   gate: ruby_gems
#   trigger: newer_version_found_in_feed
#   remediation: >-
#     Install the latest version, bundle update NAME, and build the image again with the new lock
#     file.
#   gate_description: Checks of the gems in the image, most of them beside the package feed of gems.
#   parameters: []
#   needs:
#     - packages:gem
#     - feeds.gem
#   messages:
#     - "Package ({name}) version ({version}) installed but is not the latest version ({latest})"
#   examples:
#     - {id: latest, gate: ruby_gems, trigger: newer_version_found_in_feed, action: WARN, params: []}
#   samples:
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "2", versions: ["1", "2"]}}}}}
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "1", versions: ["1"]}}}}}
#   anchore: {since: "1.0"}
package pratique.gates.ruby_gems.newer_version_found_in_feed

import data.pratique.lib.feed
import data.pratique.lib.finding
import data.pratique.lib.python_repr

# METADATA
# description: One finding for each installed copy, in the order of the packages.
findings(rule, _) := [finding.new(rule, {"message": message}) |
	some [name, version, latest] in feed.outdated("gem")
	message := sprintf("Package (%s) version (%s) installed but is not the latest version (%s)", [
		name,
		version,
		python_repr.optional(latest),
	])
]
