# METADATA
# title: Clients are not authenticated by TLS
# scope: package
# custom:
#   remediation: >-
#     Remove the TCP address from "hosts", or set "tlsverify": true, "tlscacert", "tlscert" and
#     "tlskey" in /etc/docker/daemon.json.
package pratique.gates.runtime.daemon.tls

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("TCP port without TLS client authentication", {}) |
		daemon.listens
		count([name | some name in _options; daemon.option(name) in {false, ""}]) > 0
	],
	"gaps": [sprintf("effective.%s", [name]) |
		daemon.listens
		some name in _options
		not daemon.has_option(name)
	],
})

_facts := [["effective", "hosts"]]

_options := ["tlsverify", "tlscacert", "tlscert", "tlskey"]
