# METADATA
# title: Managers of the swarm are not locked
# scope: package
# custom:
#   remediation: >-
#     Lock them, docker swarm update --autolock=true, and keep the unlock key in a safe place.
package pratique.gates.runtime.daemon.autolock

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("swarm managers are not locked", {}) | daemon.told(_facts) != true],
})

_facts := [["info", "Swarm", "Cluster", "Spec", "EncryptionConfig", "AutoLockManagers"]]
