# METADATA
# title: The user is no number
# scope: package
# custom:
#   remediation: >-
#     Name the user by number, such as USER 10001, so that an orchestrator can see that it is not
#     root.
package pratique.gates.practice.instruction.user_numeric

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "User is not a number",
	"hits": _hits,
	"configured": true,
})

_hits := [practice.setting("user", user) |
	user := build.config.User
	not _is_number(user)
] if {
	build.config
}

_hits := [practice.part(i, "user", build.shown(i)) |
	i := build.last("USER")
	not _is_number(concat(" ", build.words(i)))
] if {
	not build.config
}

_is_number(user) if regex.match(`^[0-9]+(?::|$)`, user)
