# METADATA
# title: The storage driver is aufs
# description: >-
#   A container tells its storage driver too, where nobody has asked the daemon.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Set "storage-driver": "overlay2" in /etc/docker/daemon.json, after images and volumes are
#     saved, and restart the daemon.
package pratique.gates.runtime.daemon.aufs

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"known": count(_drivers) > 0,
	"hits": [daemon.hit("the storage driver is aufs", {}) | "aufs" in _drivers],
})

_facts := [["info", "Driver"], ["effective", "storage-driver"]]

_drivers := {driver | driver := daemon.told(_facts)} | {driver |
	some container in input.containers
	driver := container.storage_driver
	is_string(driver)
}
