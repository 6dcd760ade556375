# METADATA
# title: Container runs as root
# description: >-
#   A container without a user of its own has the image's.
# scope: package
# custom:
#   remediation: >-
#     Run it with --user 10001 (runAsUser: 10001 in Kubernetes), or end the Dockerfile with such a
#     USER.
package pratique.gates.runtime.container.user

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [{"container": c, "message": _message(c, user), "about": {"user": user}} |
		some c in containers.list
		user := containers.user(c)
		containers.is_root(user)
		object.get(c, "run_as_non_root", null) != true
	],
	"gaps": {c.pointer: ["user"] |
		some c in containers.list
		not containers.user(c)
	},
})

_message(container, "") := sprintf("Running as root: %s", [containers.name(container)])

_message(container, user) := sprintf("Running as root: %s (the user is %q)", [containers.name(container), user]) if {
	user != ""
}
