# METADATA
# title: An overlay network is not encrypted
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Make the network again, encrypted: docker network create --driver overlay --opt encrypted
#     NAME.
package pratique.gates.runtime.daemon.encrypted_networks

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit(sprintf("network is not encrypted: %s", [network.name]), {"network": network.name}) |
		some network in _overlays
		is_object(network.options)
		not "encrypted" in object.keys(network.options)
	],
	"gaps": [sprintf("the encryption of the network %s", [network.name]) |
		some network in _overlays
		not is_object(object.get(network, "options", null))
	],
})

_facts := [["networks"]]

_overlays := [network | some network in input.daemon.networks; network.driver == "overlay"]
