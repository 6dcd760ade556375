# METADATA
# title: Mounts propagate between container and host
# scope: package
# custom:
#   remediation: >-
#     Mount without shared or rshared: --volume SOURCE:TARGET:rprivate.
package pratique.gates.runtime.container.propagation

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["mounts"],
	"hits": [containers.hit(c, sprintf("mount propagates to the host: %s", [mount.target]), {"mount": mount.target}) |
		some c in containers.list
		some mount in c.mounts
		mount.propagation in {"shared", "rshared"}
	],
})
