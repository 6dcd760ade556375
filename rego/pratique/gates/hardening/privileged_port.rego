# METADATA
# title: Privileged ports
# description: >-
#   Fires for each port below 1024 that the image exposes. Whether it becomes a privileged port
#   of the host is decided when a container publishes it.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: privileged_port
#   remediation: >-
#     Let the service listen on a port from 1024 on, such as 8080, and expose that one. It can be
#     published as any other.
#   needs:
#     - dockerfile
#   messages:
#     - "Privileged port is exposed: {port}"
#   examples:
#     - {id: privileged-port, gate: hardening, trigger: privileged_port, action: STOP, params: []}
#   samples:
#     - {image: {config: {ExposedPorts: {80/tcp: {}}}}}
#     - {image: {config: {ExposedPorts: {8080/tcp: {}}}}}
package pratique.gates.hardening.privileged_port

import data.pratique.lib.finding
import data.pratique.lib.ports

# METADATA
# description: One finding a port, sorted.
findings(rule, _) := array.concat(
	[finding.new(rule, {"message": message, "about": {"port": name}, "location": port.location}) |
		some port in ports.exposed
		port.port < 1024
		name := ports.name(port)
		message := sprintf("Privileged port is exposed: %s", [name])
	],
	[finding.unknown(rule, [reason]) | some reason in ports.unknown],
)
