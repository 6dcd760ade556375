# METADATA
# title: The host of the daemon
# description: What the checks of the host share.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.host

import data.pratique.lib.finding

# METADATA
# title: What a check of the host reports
# description: >-
#   `wrong` has what the check found: `hits`, as `hit` makes them, or `missing`, the facts that nobody
#   supplied; without them the check is unknown and never right.
report(rule, params, wrong) := [finding.new(rule, hit) |
	some [message, about] in sort(wrong.hits)
	hit := {"message": message, "about": object.union({"check": params.check}, about)}
] if {
	count(wrong.missing) == 0
}

report(rule, _, wrong) := [finding.unknown(rule, wrong.missing)] if count(wrong.missing) > 0

# METADATA
# title: Something wrong with the host
# description: '`about` says what it is about, such as {"path": "/etc/docker"}, in the sense of `finding.new`.'
hit(message, about) := [message, about]

# METADATA
# title: A section of the host's facts was supplied
tells(section) if object.get(input.host, section, null) != null

# METADATA
# title: A section that was not supplied, as `report` takes it
missing(section) := [sprintf("host.%s", [section]) | not tells(section)]
