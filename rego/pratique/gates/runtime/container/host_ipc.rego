# METADATA
# title: The container shares the host's IPC
# scope: package
# custom:
#   remediation: >-
#     Run it without --ipc host (hostIPC: true).
package pratique.gates.runtime.container.host_ipc

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["ipc_mode"],
	"hits": [containers.hit(c, "host IPC namespace is shared", {}) |
		some c in containers.list
		c.ipc_mode == "host"
	],
})
