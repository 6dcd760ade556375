# METADATA
# title: System calls are not filtered
# scope: package
# custom:
#   remediation: >-
#     Run it without --security-opt seccomp=unconfined, so that the engine's profile applies
#     (seccompProfile RuntimeDefault in Kubernetes).
package pratique.gates.runtime.container.seccomp

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["seccomp_profile"],
	"hits": [containers.hit(c, "seccomp is disabled", {}) |
		some c in containers.list
		c.seccomp_profile == "unconfined"
	],
})
