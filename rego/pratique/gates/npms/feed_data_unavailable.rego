# METADATA
# title: No package feed
# description: >-
#   Fires where there is no package feed, or it was never synchronised; also where the image has no
#   such packages (docs/compatibility.md#feed-unavailable).
# scope: package
# custom:
#   gate: npms
#   trigger: feed_data_unavailable
#   remediation: >-
#     Give the package feed: --feed npm=FILE.
#   parameters: []
#   needs: []
#   messages:
#     - NPM packages are present but the anchore npm feed is not available - will be unable to perform checks that require feed data
#   examples:
#     - {id: feed, gate: npms, trigger: feed_data_unavailable, action: WARN, params: []}
#   samples:
#     - {feeds: {}}
#     - {feeds: {npm: {synced_at: "2024-03-15T12:00:00Z", packages: {}}}}
#   anchore: {since: "1.0"}
package pratique.gates.npms.feed_data_unavailable

import data.pratique.lib.feed
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": _message}) | not feed.synchronised("npm")]

_message := concat("", [
	"NPM packages are present but the anchore npm feed is not available - will be ",
	"unable to perform checks that require feed data",
])
