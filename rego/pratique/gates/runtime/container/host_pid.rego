# METADATA
# title: The container shares the host's processes
# scope: package
# custom:
#   remediation: >-
#     Run it without --pid host (hostPID: true).
package pratique.gates.runtime.container.host_pid

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["pid_mode"],
	"hits": [containers.hit(c, "host PID namespace is shared", {}) |
		some c in containers.list
		c.pid_mode == "host"
	],
})
