# METADATA
# title: The restart policy is not on-failure with at most five tries
# scope: package
package pratique.gates.runtime.container.restart

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["restart_policy"],
	"hits": [containers.hit(c, _text(c.restart_policy), {}) |
		some c in containers.list
		is_object(c.restart_policy)
		not _at_most_five(c.restart_policy)
	],
})

_text(policy) := sprintf("its restart policy is %s, %d", [
	object.get(policy, "name", ""),
	object.get(policy, "maximum_retry_count", 0),
])

_at_most_five(policy) if {
	policy.name == "on-failure"
	policy.maximum_retry_count > 0
	policy.maximum_retry_count <= 5
}
