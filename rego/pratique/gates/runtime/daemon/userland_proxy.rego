# METADATA
# title: The userland proxy is on
# scope: package
# custom:
#   remediation: >-
#     Set "userland-proxy": false in /etc/docker/daemon.json, and restart the daemon.
package pratique.gates.runtime.daemon.userland_proxy

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("the userland proxy is enabled", {}) | daemon.told(_facts) != false],
})

_facts := [["effective", "userland-proxy"]]
