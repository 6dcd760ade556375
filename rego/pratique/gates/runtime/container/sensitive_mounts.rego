# METADATA
# title: A directory of the host's system is mounted
# scope: package
# custom:
#   remediation: >-
#     Mount a volume, or the one file or directory below it that the container needs, with :ro.
package pratique.gates.runtime.container.sensitive_mounts

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
		trim_suffix(mount.source, "/") in {"", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr"}
	],
	"gaps": containers.unknown_mounts,
})
