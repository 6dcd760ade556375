# METADATA
# title: The container shares the host's UTS namespace
# scope: package
# custom:
#   remediation: >-
#     Run it without --uts host.
package pratique.gates.runtime.container.host_uts

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["uts_mode"],
	"hits": [containers.hit(c, "host UTS namespace is shared", {}) |
		some c in containers.list
		c.uts_mode == "host"
	],
})
