# METADATA
# title: A privileged port of the host is published
# scope: package
# custom:
#   remediation: >-
#     Publish the port as one from 1024 on: --publish 8080:80.
package pratique.gates.runtime.container.privileged_ports

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["ports"],
	"hits": [containers.hit(c, text, {"host_port": port.host_port}) |
		some c in containers.list
		some port in c.ports
		port.host_port > 0
		port.host_port < 1024
		text := sprintf("privileged port is published: %s", [format_int(port.host_port, 10)])
	],
})
