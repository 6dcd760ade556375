# METADATA
# title: Containers stop with the daemon
# description: >-
#   The daemon of a node of a swarm cannot restore its containers.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Set "live-restore": true in /etc/docker/daemon.json, and reload the daemon.
package pratique.gates.runtime.daemon.live_restore

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("live restore is disabled: containers stop with the daemon", {}) |
		daemon.told(_facts) != true
		daemon.informed
		not _in_swarm
	],
	"gaps": ["info.Swarm.LocalNodeState" | daemon.told(_facts) != true; not daemon.informed],
})

_facts := [["info", "LiveRestoreEnabled"], ["effective", "live-restore"]]

_in_swarm if input.daemon.info.Swarm.LocalNodeState == "active"
