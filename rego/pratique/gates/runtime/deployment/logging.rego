# METADATA
# title: Logs stay on the host
# description: >-
#   A container that names no driver has the daemon's.
# scope: package
# custom:
#   remediation: >-
#     Send logs to another host: --log-driver syslog --log-opt syslog-address=tcp+tls://HOST:PORT.
package pratique.gates.runtime.deployment.logging

import data.pratique.lib.containers
import data.pratique.lib.daemon

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, sprintf("logs stay on the host: the log driver is %s", [driver]), {}) |
		some c in containers.list
		driver := _driver(c)
		driver in {"none", "json-file", "local"}
	],
	"gaps": {c.pointer: ["log_driver"] |
		some c in containers.list
		not _driver(c)
	},
})

_driver(container) := container.log_driver if is_string(container.log_driver)

_driver(container) := daemon.log_driver if {
	object.get(container, "log_driver", null) == null
	not containers.is_of_cluster(container)
}
