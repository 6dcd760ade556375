# METADATA
# title: Logs stay on the host
# scope: package
# custom:
#   remediation: >-
#     Set a "log-driver" in /etc/docker/daemon.json that sends logs to another host, such as syslog
#     with "log-opts".
package pratique.gates.runtime.daemon.remote_logging

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("logs stay on the host: the log driver is %s", [daemon.log_driver]), {}) |
		daemon.log_driver in {"json-file", "local", "none"}
	],
})

_facts := [["info", "LoggingDriver"], ["effective", "log-driver"]]
