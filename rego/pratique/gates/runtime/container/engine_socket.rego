# METADATA
# title: The socket of a container engine is mounted
# scope: package
# custom:
#   remediation: >-
#     Do not mount the socket: whoever has it is root on the host. Give what is needed by a proxy
#     that lets only those requests through.
package pratique.gates.runtime.container.engine_socket

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["mounts"],
	"hits": [containers.hit(c, sprintf("engine socket is mounted: %s", [mount.source]), {"mount": mount.source}) |
		some c in containers.list
		some mount in c.mounts
		is_string(mount.source)
		regex.match(_sockets, mount.source)
	],
	"gaps": containers.unknown_mounts,
})

# Themselves, or the directories that have them.
_sockets := concat("", [
	`/(?:docker|containerd|podman|crio)\.sock$|`,
	`^/+(?:(?:var/+)?run(?:/+(?:containerd|podman|crio|docker))?)?/*$`,
])
