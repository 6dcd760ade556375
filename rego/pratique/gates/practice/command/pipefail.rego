# METADATA
# title: Only the last command of the pipe can fail
# scope: package
# custom:
#   remediation: >-
#     Put SHELL ["/bin/bash", "-o", "pipefail", "-c"] before the RUN, or begin it with set -o
#     pipefail where the shell knows that option.
package pratique.gates.practice.command.pipefail

import data.pratique.lib.build
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Failures in the pipe do not stop the build",
	"hits": [practice.command(run, concat(" | ", [call.name | some call in calls])) |
		some run in shell.runs
		calls := shell.calls(run)
		not _set(run, calls)
		some piped in calls
		piped.operator in {"|", "|&"}
		not piped.pipefail
	],
	"gaps": practice.unread_commands,
})

# Documents without pipelines say it of no command.
_set(_, calls) if {
	every call in calls {
		count(call.pipes) == 0
	}
	some call in calls
	call.name == "set"
	"pipefail" in call.arguments
}

_set(run, calls) if {
	every call in calls {
		count(call.pipes) == 0
	}
	shells := [instruction.value |
		some instruction in build.instructions
		instruction.instruction == "SHELL"
		instruction.stage == run.stage
		instruction.start_line < run.start_line
	]
	contains(shells[count(shells) - 1], "pipefail")
}
