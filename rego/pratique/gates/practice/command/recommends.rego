# METADATA
# title: Recommended packages are installed too
# scope: package
# custom:
#   remediation: >-
#     Install with apt-get install --no-install-recommends, and name those recommended packages that
#     are needed.
package pratique.gates.practice.command.recommends

import data.pratique.lib.build
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Recommended packages are installed",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		not _configured(run)
		some call in shell.calls(run)
		shell.manager(call) == "apt"
		shell.verb(call) == "install"
		not _without(call)
	],
	"gaps": practice.unread_commands,
})

# The last of them counts.
_without(call) if {
	said := [says | some option in shell.read(call).options; says := _says(option)]
	said[count(said) - 1] == "no"
}

_says(option) := _negated(_truth(option.value)) if {
	option.name in {"--no-install-recommends", "--without-recommends", "-R", "--no-recommends"}
}

_says(option) := _truth(option.value) if option.name in {"--install-recommends", "--with-recommends", "-r"}

_says(option) := _truth(groups[1]) if {
	option.name in {"-o", "--option"}
	groups := regex.find_all_string_submatch_n(_setting, option.value, 1)[0]
}

_setting := `(?i)^\s*APT::(?:Get::)?Install-Recommends(?:=|\s+)["']?(\w+)["']?;?\s*$`

_truth(null) := "yes"

_truth(value) := "no" if {
	is_string(value)
	regex.match(`(?i)^(?:0|no|false|without|off|disable)$`, value)
}

_truth(value) := "yes" if {
	is_string(value)
	not regex.match(`(?i)^(?:0|no|false|without|off|disable)$`, value)
}

_negated("yes") := "no"

_negated("no") := "yes"

# An earlier command of the stage, or of one that it goes on from, writes apt's configuration.
_configured(run) if {
	some stage in _reachable(run.stage)
	_written[stage] <= run.start_line
}

_reachable(stage) := graph.reachable(build.parents, {stage})

# The first line of each stage that does.
_written := object.union_n(array.reverse([{run.stage: run.start_line} |
	some run in shell.runs
	some call in shell.calls(run)
	call.name in {"echo", "printf", "tee"}
	some argument in call.arguments
	regex.match(_writes, argument)
]))

_writes := `(?i)APT::(?:Get::)?Install-Recommends(?:\s+|=)\\?["']?(?:0|false|no|off)\b`
