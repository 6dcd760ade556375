# METADATA
# title: The name of the variable says that it is a secret
# scope: package
# custom:
#   remediation: >-
#     Remove the variable. Give secrets to a build by RUN --mount=type=secret, and to a container
#     when it is run; replace one that was in the image.
package pratique.gates.practice.instruction.env_key

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Variable is named like a secret",
	"hits": _hits,
	"configured": true,
})

_hits := [practice.setting("variable", name) |
	some pair in build.config.Env
	name := split(pair, "=")[0]
	practice.is_secret(name, substring(pair, count(name) + 1, -1))
] if {
	build.config
}

_hits := [practice.part(i, "variable", pair.name) |
	some i in build.settings
	i.instruction == "ENV"
	some pair in i.pairs
	practice.is_secret(pair.name, pair.value)
] if {
	not build.config
}
