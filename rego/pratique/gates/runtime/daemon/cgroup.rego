# METADATA
# title: Containers are in a cgroup of somebody's choice
# scope: package
# custom:
#   remediation: >-
#     Remove "cgroup-parent" from /etc/docker/daemon.json.
package pratique.gates.runtime.daemon.cgroup

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("containers use the cgroup %s", [parent]), {"cgroup": parent}) |
		parent := daemon.told(_facts)
		parent != ""
	],
})

_facts := [["effective", "cgroup-parent"]]
