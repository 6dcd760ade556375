# METADATA
# title: The swarm has more managers than it may
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Make managers workers until there are no more than the rule allows: docker node demote NODE.
package pratique.gates.runtime.daemon.managers

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(message, {}) |
		managers := daemon.told(_facts)
		managers > to_number(params.minimum)
		message := sprintf("the swarm has %s managers, more than %s", [format_int(managers, 10), params.minimum])
	],
	"gaps": ["info.Swarm.Managers" | _is_worker],
})

_facts := [["info", "Swarm", "Managers"]]

# A worker of a swarm counts no managers.
_is_worker if input.daemon.info.Swarm.ControlAvailable == false
