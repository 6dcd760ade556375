# METADATA
# title: The container is on the default bridge
# scope: package
# custom:
#   remediation: >-
#     Make a network, docker network create NAME, and run the container with --network NAME.
package pratique.gates.runtime.container.default_bridge

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["network_mode"],
	"hits": [containers.hit(c, "connected to the default bridge", {}) |
		some c in containers.list
		c.network_mode in {"", "default", "bridge"}
	],
})
