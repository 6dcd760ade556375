# METADATA
# title: The legacy registry is used
# scope: package
# custom:
#   remediation: >-
#     Update Docker to 17.12 or later, which has no such registry, or set "disable-legacy-registry":
#     true in /etc/docker/daemon.json.
package pratique.gates.runtime.daemon.registry_v1

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"known": _known,
	"hits": [daemon.hit("the legacy registry protocol is enabled", {}) |
		not daemon.without_legacy_registry
		daemon.told(_facts) != true
	],
})

_facts := [["effective", "disable-legacy-registry"]]

default _known := false

_known if daemon.without_legacy_registry

_known if daemon.tells(_facts)
