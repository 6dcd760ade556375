# METADATA
# title: The container has no limits of its own
# scope: package
# custom:
#   remediation: >-
#     Set limits of its own: --ulimit nofile=1024:1024.
package pratique.gates.runtime.container.ulimits

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["ulimits"],
	"hits": [containers.hit(c, "ulimits are not set, the daemon's defaults apply", {}) |
		some c in containers.list
		c.ulimits == []
		containers.tells(c, "ulimits")
	],
})
