# METADATA
# title: The swarm listens on all addresses of the host
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Leave the swarm and set it up again on one address: docker swarm init --listen-addr
#     ADDRESS:2377.
package pratique.gates.runtime.host.swarm_listener

import data.pratique.lib.host

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": host.missing("listeners"),
	"hits": [host.hit(text, {"address": listener.address}) |
		some listener in input.host.listeners
		listener.port == 2377
		listener.address in {"0.0.0.0", "::", "*", "[::]"}
		text := sprintf("the swarm listens on %s:%s", [listener.address, format_int(listener.port, 10)])
	],
})
