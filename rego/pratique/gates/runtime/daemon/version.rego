# METADATA
# title: The daemon is older than it may be
# scope: package
# custom:
#   remediation: >-
#     Update Docker to the version that the rule asks for, or a later one.
package pratique.gates.runtime.daemon.version

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(text, {}) |
		daemon.version_numbers(daemon.version) < daemon.version_numbers(params.minimum)
		text := sprintf("version %s is older than %s", [daemon.version, params.minimum])
	],
	"gaps": ["the version" | not daemon.version],
})

_facts := [["version", "Server", "Version"], ["info", "ServerVersion"]]
