# METADATA
# title: apk keeps its cache
# scope: package
# custom:
#   remediation: >-
#     Install with apk add --no-cache, and leave out apk update.
package pratique.gates.practice.command.apk_cache

import data.pratique.lib.kept
import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "apk keeps its cache",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		calls := shell.calls(run)
		kept_from := kept.from(run, calls, "/var/cache/apk")
		some call in calls
		call.index >= kept_from
		shell.manager(call) == "apk"
		shell.verb(call) == "add"
		not _without_cache(call)
	],
	"gaps": practice.unread_commands,
})

_without_cache(call) if {
	some option in shell.read(call).options
	option.name == "--no-cache"
}

_without_cache(call) if {
	some option in shell.read(call).options
	option.name == "--cache"
	option.value == "no"
}
