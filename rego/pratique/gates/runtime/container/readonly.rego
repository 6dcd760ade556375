# METADATA
# title: The root file system can be written
# scope: package
# custom:
#   remediation: >-
#     Run it with --read-only, and with --tmpfs /tmp or a volume where it has to write
#     (readOnlyRootFilesystem: true in Kubernetes).
package pratique.gates.runtime.container.readonly

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["readonly_rootfs"],
	"hits": [containers.hit(c, "root filesystem is writable", {}) |
		some c in containers.list
		c.readonly_rootfs == false
	],
})
