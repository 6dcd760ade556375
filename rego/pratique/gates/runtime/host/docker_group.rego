# METADATA
# title: Somebody may use Docker who is not on the list
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Remove the user from the group, gpasswd --delete USER docker, or add the user to the rule's
#     list.
package pratique.gates.runtime.host.docker_group

import data.pratique.lib.host

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": host.missing("groups"),
	"hits": [host.hit(sprintf("user is not trusted: %s", [member]), {"user": member}) |
		some member in input.host.groups.docker.members
		not member in params.allowed
	],
})
