# METADATA
# title: The container can gain privileges
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Run it with --security-opt no-new-privileges (allowPrivilegeEscalation: false in Kubernetes).
package pratique.gates.runtime.container.no_new_privileges

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["no_new_privileges"],
	"hits": [containers.hit(c, "can gain privileges", {}) |
		some c in containers.list
		c.no_new_privileges == false
		object.get(input, ["daemon", "effective", "no-new-privileges"], false) != true
	],
})
