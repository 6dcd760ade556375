# METADATA
# title: The users of containers are those of the host
# scope: package
# custom:
#   remediation: >-
#     Set "userns-remap": "default" in /etc/docker/daemon.json, and restart the daemon.
package pratique.gates.runtime.daemon.userns

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("user namespaces are not enabled", {}) | daemon.maps_no_users],
})

_facts := [["effective", "userns-remap"], ["info", "SecurityOptions"]]
