# METADATA
# title: The container shares the host's user namespace
# scope: package
# custom:
#   remediation: >-
#     Run it without --userns host.
package pratique.gates.runtime.container.host_userns

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["userns_mode"],
	"hits": [containers.hit(c, "host user namespace is shared", {}) |
		some c in containers.list
		c.userns_mode == "host"
	],
})
