# METADATA
# title: The members of the group docker
# description: >-
#   Each of them is for a person to look at.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Look at each member, and remove those who need not use Docker: gpasswd --delete USER docker.
package pratique.gates.runtime.host.docker_members

import data.pratique.lib.host

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": host.missing("groups"),
	"hits": [host.hit(sprintf("member of the group docker: %s", [member]), {"user": member}) |
		some member in input.host.groups.docker.members
	],
})
