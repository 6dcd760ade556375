# METADATA
# title: The container is privileged
# scope: package
# custom:
#   remediation: >-
#     Run it without --privileged, and give it by --cap-add or --device only what it needs.
package pratique.gates.runtime.container.privileged

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["privileged"],
	"hits": [containers.hit(c, "privileged", {}) |
		some c in containers.list
		c.privileged == true
	],
})
