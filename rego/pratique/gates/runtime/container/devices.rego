# METADATA
# title: The container has a device of the host
# scope: package
# custom:
#   remediation: >-
#     Run it without --device (devices), or have the device excepted that it needs.
package pratique.gates.runtime.container.devices

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["devices"],
	"hits": [containers.hit(c, sprintf("host device is exposed: %s", [device.host]), {"device": device.host}) |
		some c in containers.list
		some device in c.devices
	],
})
