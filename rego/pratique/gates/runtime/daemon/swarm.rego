# METADATA
# title: The daemon is in a swarm
# scope: package
# custom:
#   remediation: >-
#     Leave the swarm where it is not needed: docker swarm leave.
package pratique.gates.runtime.daemon.swarm

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("swarm mode is %s", [state]), {}) |
		state := daemon.told(_facts)
		state != "inactive"
	],
})

_facts := [["info", "Swarm", "LocalNodeState"]]
