# METADATA
# title: apk keeps its cache
# scope: package
package pratique.gates.practice.command.apk_cache

import data.pratique.lib.practice
import data.pratique.lib.shell

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "apk keeps its cache",
	"hits": [practice.command(run, shell.text(call)) |
		some run in shell.runs
		calls := shell.calls(run)
		not practice.removes(calls, "/var/cache/apk")
		not practice.mounts_cache(run)
		some call in calls
		shell.manager(call) == "apk"
		shell.verb(call) == "add"
		not "--no-cache" in call.arguments
	],
	"gaps": practice.unread_commands,
})
