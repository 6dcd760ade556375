# METADATA
# title: Logs stay on the host
# scope: package
# custom:
#   remediation: >-
#     Send logs to another host: --log-driver syslog --log-opt syslog-address=tcp+tls://HOST:PORT.
package pratique.gates.runtime.container.logging

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["log_driver"],
	"hits": [containers.hit(c, sprintf("logs stay on the host: the log driver is %s", [c.log_driver]), {}) |
		some c in containers.list
		c.log_driver in {"none", "json-file", "local"}
	],
})
