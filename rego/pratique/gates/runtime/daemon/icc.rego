# METADATA
# title: Containers on the default bridge reach each other
# scope: package
# custom:
#   remediation: >-
#     Set "icc": false in /etc/docker/daemon.json, restart the daemon, and connect containers by
#     networks of their own.
package pratique.gates.runtime.daemon.icc

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("containers on the default bridge can reach each other", {}) | daemon.told(_facts) != false],
})

_facts := [["networks", "bridge"], ["effective", "icc"]]
