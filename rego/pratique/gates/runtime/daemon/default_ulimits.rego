# METADATA
# title: Containers have no default limits
# scope: package
# custom:
#   remediation: >-
#     Set "default-ulimits" in /etc/docker/daemon.json, with a Soft and a Hard limit of nofile and
#     nproc.
package pratique.gates.runtime.daemon.default_ulimits

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("no default ulimits", {}) | count(daemon.told(_facts)) == 0],
})

_facts := [["effective", "default-ulimits"]]
