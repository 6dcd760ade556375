# METADATA
# title: The container is in a cgroup of somebody's choice
# scope: package
# custom:
#   remediation: >-
#     Run it without --cgroup-parent (cgroup_parent).
package pratique.gates.runtime.container.cgroup

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["cgroup_parent"],
	"hits": [containers.hit(c, sprintf("cgroup is %s", [c.cgroup_parent]), {"cgroup": c.cgroup_parent}) |
		some c in containers.list
		c.cgroup_parent != ""
		c.cgroup_parent != null
	],
})
