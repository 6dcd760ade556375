# METADATA
# title: A file of the host's devices is mounted
# scope: package
# custom:
#   remediation: >-
#     Do not mount files of /dev; where the container needs a device, give it that one: --device.
package pratique.gates.runtime.container.device_files

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["mounts"],
	"hits": [containers.hit(c, sprintf("host path is mounted: %s", [mount.source]), {"mount": mount.source}) |
		some c in containers.list
		some mount in c.mounts
		mount.type == "bind"
		is_string(mount.source)
		startswith(mount.source, "/dev/")
		trim_suffix(mount.source, "/") != "/dev" # sensitive_mounts finds the directory
	],
	"gaps": containers.unknown_mounts,
})
