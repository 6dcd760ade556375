# METADATA
# title: The container has no share of the CPU
# scope: package
# custom:
#   remediation: >-
#     Give it a share or a limit: --cpu-shares 512, or --cpus 0.5.
package pratique.gates.runtime.container.cpu

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["cpu_shares"],
	"hits": [containers.hit(c, "CPU shares are not set", {}) |
		some c in containers.list
		c.cpu_shares == 0
		object.get(c, "nano_cpus", 0) in {0, null}
		object.get(c, "cpu_quota", 0) in {0, null}
	],
})
