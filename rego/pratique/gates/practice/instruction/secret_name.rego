# METADATA
# title: The name of the variable says that it is a secret
# scope: package
# custom:
#   remediation: >-
#     Remove the variable. Give secrets to a build by RUN --mount=type=secret, and to a container
#     when it is run; replace one that was in the image.
package pratique.gates.practice.instruction.secret_name

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Variable is named like a secret",
	"hits": [practice.part(i, "variable", pair.name) |
		some i in build.instructions
		i.instruction in {"ARG", "ENV"}
		some pair in i.pairs
		is_string(pair.value)
		pair.value != ""
		practice.is_secret(pair.name, pair.value)
	],
})
