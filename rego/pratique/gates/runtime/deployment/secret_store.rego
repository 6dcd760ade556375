# METADATA
# title: The container gets secrets from a store
# description: >-
#   Fires for what is good: it is evidence for a person.
# scope: package
# custom:
#   remediation: >-
#     Nothing needs to be done: this is good, and evidence for a person.
package pratique.gates.runtime.deployment.secret_store

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, hit.text, hit.about) |
		some c in containers.list
		some hit in array.concat(_mounted(c), _named(c))
	],
})

_mounted(container) := [{"text": sprintf("secret is mounted: %s", [mount.target]), "about": {"mount": mount.target}} |
	some mount in container.mounts
	containers.is_secret_store(mount)
]

_named(container) := [{"text": sprintf("variable names a file: %s", [name]), "about": {"variable": name}} |
	some entry in container.env
	name := split(entry, "=")[0]
	endswith(name, "_FILE")
]
