# METADATA
# title: Root in the container is root on the host
# scope: package
# custom:
#   remediation: >-
#     Run it with --user 10001, or map the users: "userns-remap": "default" in
#     /etc/docker/daemon.json.
package pratique.gates.runtime.deployment.root_mapping

import data.pratique.lib.containers
import data.pratique.lib.daemon

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, "runs as root without user namespaces", {}) |
		some c in containers.list
		_is_root_unmapped(c)
	],
	"gaps": {c.pointer: ["the user or the user namespace"] |
		some c in containers.list
		not _is_someone(c)
		not _mapped(c)
		not _is_root_unmapped(c)
	},
})

_is_root_unmapped(container) if {
	containers.is_root(containers.user(container))
	object.get(container, "run_as_non_root", null) != true
	_unmapped(container)
}

_is_someone(container) if container.run_as_non_root == true

_is_someone(container) if {
	user := containers.user(container)
	not containers.is_root(user)
}

_mapped(container) if container.userns_mode == "private"

_mapped(container) if {
	container.userns_mode == ""
	not containers.is_of_cluster(container)
	daemon.remaps_users
}

_unmapped(container) if container.userns_mode == "host"

_unmapped(container) if {
	container.userns_mode == ""
	containers.is_of_cluster(container)
}

_unmapped(container) if {
	container.userns_mode == ""
	daemon.maps_no_users
}
