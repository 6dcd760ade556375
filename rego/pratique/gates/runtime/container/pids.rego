# METADATA
# title: The number of processes has no limit
# scope: package
# custom:
#   remediation: >-
#     Limit the number of processes: --pids-limit 100.
package pratique.gates.runtime.container.pids

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["pids_limit"],
	"hits": [containers.hit(c, "number of processes is not limited", {}) |
		some c in containers.list
		c.pids_limit <= 0
		c.pids_limit != null
	],
})
