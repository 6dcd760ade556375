# METADATA
# title: A port is published on all addresses of the host
# scope: package
# custom:
#   remediation: >-
#     Publish the port on one address: --publish 127.0.0.1:8080:8080.
package pratique.gates.runtime.container.bound_interface

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["ports"],
	"hits": [containers.hit(c, text, {"host_port": port.host_port}) |
		some c in containers.list
		some port in c.ports
		is_number(port.host_port)
		port.host_ip in {"", "0.0.0.0", "::"}
		text := sprintf("port is published on all addresses: %s", [format_int(port.host_port, 10)])
	],
	"gaps": {c.pointer: facts |
		some c in containers.list
		facts := {sprintf("the address of the port %s", [format_int(port.host_port, 10)]) |
			some port in c.ports
			is_number(port.host_port)
			not is_string(object.get(port, "host_ip", null))
		}
	},
})
