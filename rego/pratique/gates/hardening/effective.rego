# METADATA
# title: What the image comes to
# description: >-
#   Tells what an image is in the end, for people and for evidence: with the action GO. user: who
#   the container runs as, where that is not root; ports: each port that is exposed.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: effective
#   remediation: >-
#     Nothing needs to be done: this is evidence. Change USER or EXPOSE where it is not what you
#     expect.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to tell.
#       example: user
#       required: true
#       validator: enum
#       values: [user, ports]
#   needs:
#     - dockerfile
#   messages:
#     - "Container runs as {user}"
#     - "Port is exposed: {port}"
#   examples:
#     - {id: effective, gate: hardening, trigger: effective, action: GO, params: [{name: check, value: user}]}
#   samples:
#     - {image: {config: {User: app, ExposedPorts: {80/tcp: {}}}}}
#     - {image: {config: {}}}
package pratique.gates.hardening.effective

import data.pratique.lib.account
import data.pratique.lib.finding
import data.pratique.lib.ports

# METADATA
# description: The user, or the ports, sorted. What nobody knows is for the rules that judge it.
findings(rule, params) := [finding.new(rule, hit) | some hit in _hits(params.check)]

_hits("user") := [hit |
	not account.is_root
	not account.unresolved
	hit := {
		"message": sprintf("Container runs as %s", [account.user]),
		"about": {"check": "user", "user": account.user},
		"location": account.location,
	}
]

_hits("ports") := [hit |
	some port in ports.exposed
	hit := {
		"message": sprintf("Port is exposed: %s", [ports.name(port)]),
		"about": {"check": "ports", "port": ports.name(port)},
		"location": port.location,
	}
]
