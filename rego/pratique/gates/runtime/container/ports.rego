# METADATA
# title: A port is published that is not on the list
# scope: package
# custom:
#   remediation: >-
#     Publish only the ports that are allowed, each by --publish and none by --publish-all, or add
#     the port to the rule's list.
package pratique.gates.runtime.container.ports

import data.pratique.lib.containers
import data.pratique.lib.ports

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["ports", "publish_all"],
	"hits": [containers.hit(c, hit.text, hit.about) |
		some c in containers.list
		some hit in array.concat(_unlisted(c, params.allowed), _all(c))
	],
})

_unlisted(container, allowed) := [{"text": text, "about": {"port": name}} |
	some port in container.ports
	is_number(port.host_port)
	not ports.covered(allowed, {"port": port.container_port, "protocol": port.protocol})
	name := sprintf("%s/%s", [format_int(port.container_port, 10), port.protocol])
	text := sprintf("port is published but not allowed: %s", [name])
]

_all(container) := [{"text": "all exposed ports are published", "about": {}} | container.publish_all == true]
