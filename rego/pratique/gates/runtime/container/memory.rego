# METADATA
# title: The memory of the container has no limit
# scope: package
# custom:
#   remediation: >-
#     Limit the memory: --memory 256m (resources.limits.memory in Kubernetes).
package pratique.gates.runtime.container.memory

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["memory"],
	"hits": [containers.hit(c, "memory is not limited", {}) |
		some c in containers.list
		c.memory == 0
	],
})
