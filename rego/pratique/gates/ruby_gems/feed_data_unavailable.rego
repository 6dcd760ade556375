# METADATA
# title: No package feed
# description: >-
#   Fires where there is no package feed, or it was never synchronised; also where the image has no
#   such packages (docs/compatibility.md#feed-unavailable).
# scope: package
# custom:
#   gate: ruby_gems
#   trigger: feed_data_unavailable
#   remediation: >-
#     Give the package feed: --feed gem=FILE.
#   parameters: []
#   needs: []
#   messages:
#     - Gem packages are present but the anchore gem feed is not available - will be unable to perform checks that require feed data
#   examples:
#     - {id: feed, gate: ruby_gems, trigger: feed_data_unavailable, action: WARN, params: []}
#   samples:
#     - {feeds: {}}
#     - {feeds: {gem: {synced_at: "2024-03-15T12:00:00Z", packages: {}}}}
#   anchore: {since: "1.0"}
package pratique.gates.ruby_gems.feed_data_unavailable

import data.pratique.lib.feed
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": _message}) | not feed.synchronised("gem")]

_message := concat("", [
	"Gem packages are present but the anchore gem feed is not available - will be ",
	"unable to perform checks that require feed data",
])
