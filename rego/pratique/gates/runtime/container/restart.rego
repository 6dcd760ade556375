# METADATA
# title: The restart policy is not on-failure with at most five tries
# scope: package
# custom:
#   remediation: >-
#     Run it with --restart on-failure:5.
package pratique.gates.runtime.container.restart

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["restart_policy"],
	"except": containers.helpers,
	"hits": [containers.hit(c, _text(c.restart_policy), {}) |
		some c in containers.list
		not c.pointer in containers.helpers
		is_object(c.restart_policy)
		not _at_most_five(c.restart_policy)
	],
})

_text(policy) := sprintf("restart policy is %s, %s", [_name(policy), format_int(_retries(policy), 10)])

default _name(_) := ""

_name(policy) := policy.name if is_string(policy.name)

default _retries(_) := 0

_retries(policy) := policy.maximum_retry_count if is_number(policy.maximum_retry_count)

_at_most_five(policy) if {
	policy.name == "on-failure"
	policy.maximum_retry_count > 0
	policy.maximum_retry_count <= 5
}
