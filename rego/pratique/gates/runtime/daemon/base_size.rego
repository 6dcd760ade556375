# METADATA
# title: The base device has another size
# scope: package
# custom:
#   remediation: >-
#     Remove dm.basesize from "storage-opts" in /etc/docker/daemon.json.
package pratique.gates.runtime.daemon.base_size

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("the base device size is changed: %s", [option]), {}) |
		some option in daemon.told(_facts)
		contains(option, "dm.basesize")
	],
})

_facts := [["effective", "storage-opts"]]
