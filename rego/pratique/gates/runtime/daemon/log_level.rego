# METADATA
# title: The level of the log is not info
# scope: package
# custom:
#   remediation: >-
#     Set "log-level": "info" in /etc/docker/daemon.json, and restart the daemon.
package pratique.gates.runtime.daemon.log_level

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("the log level is %s", [level]), {}) |
		level := daemon.told(_facts)
		not level in {"info", ""}
	],
})

_facts := [["effective", "log-level"]]
