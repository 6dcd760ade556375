# METADATA
# title: Stale vulnerability data
# description: >-
#   Fires where the vulnerability data was last brought up to date more than some days ago, and
#   where the time is not known, as without any data.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: vulnerabilities
#   trigger: stale_feed_data
#   remediation: >-
#     Bring the vulnerability data up to date: make the report of --vulnerabilities again, or get a
#     newer --vulnerability-db.
#   parameters:
#     - name: max_days_since_sync
#       attribute: max_age
#       description: A number of days.
#       example: "10"
#       required: true
#       validator: int
#   needs: []
#   messages:
#     - The vulnerability feed for this image distro is older than MAXAGE ({days}) days
#   examples:
#     - {id: fresh, gate: vulnerabilities, trigger: stale_feed_data, action: WARN, params: [{name: max_days_since_sync, value: "2"}]}
#   samples:
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {synced_at: "2000-01-01T00:00:00Z", matches: []}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {synced_at: "2024-03-15T12:00:00Z", matches: []}}
#   anchore: {since: "1.0"}
package pratique.gates.vulnerabilities.stale_feed_data

import data.pratique.lib.finding
import data.pratique.lib.vulnerabilities

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	not _fresh(days)
	message := sprintf(
		"The vulnerability feed for this image distro is older than MAXAGE (%s) days",
		[format_int(days, 10)],
	)
] if {
	days := params.max_days_since_sync
	not _of_no_image
}

# Of containers and hosts alone nobody asks for a feed.
findings(rule, _) := [finding.unknown(rule, ["image"])] if _of_no_image

_of_no_image if {
	object.get(input, "image", null) == null
	object.get(input, "vulnerabilities", null) == null
	object.get(input, ["dockerfile", "mode"], "unknown") == "unknown"
	some section in ["containers", "daemon", "host"]
	input[section] != null
}

_fresh(days) if {
	is_string(input.vulnerabilities.synced_at)
	synced_at := vulnerabilities.whole_second(time.parse_rfc3339_ns(input.vulnerabilities.synced_at))
	synced_at >= vulnerabilities.days_before_now(days)
}
