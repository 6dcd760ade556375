# METADATA
# title: The container shares the host's network
# scope: package
# custom:
#   remediation: >-
#     Run it without --network host (hostNetwork: true), and publish the ports that it needs.
package pratique.gates.runtime.container.host_network

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["network_mode"],
	"hits": [containers.hit(c, "host network is shared", {}) |
		some c in containers.list
		c.network_mode == "host"
	],
})
