# METADATA
# title: The daemon leaves iptables alone
# scope: package
# custom:
#   remediation: >-
#     Remove "iptables": false from /etc/docker/daemon.json, and restart the daemon.
package pratique.gates.runtime.daemon.iptables

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("the daemon may not change iptables", {}) | daemon.told(_facts) == false],
})

_facts := [["effective", "iptables"]]
