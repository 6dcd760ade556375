# METADATA
# title: Experimental features are on
# scope: package
# custom:
#   remediation: >-
#     Set "experimental": false in /etc/docker/daemon.json, and restart the daemon.
package pratique.gates.runtime.daemon.experimental

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("experimental features are enabled", {}) | daemon.told(_facts) == true],
})

_facts := [["info", "ExperimentalBuild"], ["version", "Server", "Experimental"], ["effective", "experimental"]]
