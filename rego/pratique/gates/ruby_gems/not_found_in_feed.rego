# METADATA
# title: Unknown package
# description: >-
#   Reports each name of an installed gem package that the package feed does not have. Nothing
#   fires where the feed has none of the installed packages (docs/compatibility.md#feed-without-names).
# scope: package
# custom:
#   gate: ruby_gems
#   trigger: not_found_in_feed
#   remediation: >-
#     Check where the package comes from. Remove it, or have the rule except it where it is your
#     own.
#   parameters: []
#   needs:
#     - packages:gem
#     - feeds.gem
#   messages:
#     - "GEMNOTOFFICIAL Package ({name}) in container but not in official GEM feed."
#   examples:
#     - {id: official, gate: ruby_gems, trigger: not_found_in_feed, action: WARN, params: []}
#   samples:
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, another: {latest: "1", versions: ["1"]}}}}}
#     - {packages: [{name: example, version: "1", type: gem, path: /example}, {name: known, version: "1", type: gem, path: /known}], feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {known: {latest: "1", versions: ["1"]}, example: {latest: "1", versions: ["1"]}}}}}
#   anchore: {since: "1.0"}
package pratique.gates.ruby_gems.not_found_in_feed

import data.pratique.lib.feed
import data.pratique.lib.finding

# METADATA
# description: One finding for each name, in the order of the names.
findings(rule, _) := [finding.new(rule, {"message": message}) |
	some name in feed.unknown("gem")
	message := sprintf("GEMNOTOFFICIAL Package (%s) in container but not in official GEM feed.", [name])
]
