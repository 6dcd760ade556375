# METADATA
# title: No AppArmor profile confines the container
# scope: package
# custom:
#   remediation: >-
#     Run it on a host with AppArmor, and not with apparmor=unconfined: --security-opt
#     apparmor=docker-default.
package pratique.gates.runtime.container.apparmor

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["apparmor_profile"],
	"hits": [containers.hit(c, sprintf("AppArmor profile is %q", [c.apparmor_profile]), {}) |
		some c in containers.list
		c.apparmor_profile in {"", "unconfined"}
	],
})
