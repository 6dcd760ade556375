# METADATA
# title: WORKDIR is a directory of the system
# scope: package
# custom:
#   remediation: >-
#     Use a directory of the service's own, such as WORKDIR /app.
package pratique.gates.practice.instruction.workdir_system

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "WORKDIR is a system directory",
	"hits": [practice.instruction(i) |
		some i in build.instructions
		i.instruction == "WORKDIR"
		regex.match(_directories, concat(" ", build.words(i)))
	],
})

_directories := concat("", [
	`^/+(?:proc|sys|dev|boot|etc|bin|sbin|lib|lib64|run|usr/bin|usr/sbin|usr/lib)`,
	`(?:/|$)`,
])
