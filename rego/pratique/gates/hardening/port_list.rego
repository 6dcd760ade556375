# METADATA
# title: Port list
# description: >-
#   Fires for each port that the image exposes and that is not allowed, and for each that is
#   required and not exposed.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: port_list
#   remediation: >-
#     Remove the EXPOSE of a port that is not allowed, and add EXPOSE for a port that is required.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Ports, with or without protocol, and ranges, separated by commas.
#       example: "8080,8443/tcp,9000-9010"
#       validator: csv-any
#       default: ""
#     - name: required
#       attribute: required
#       description: Ports that the image has to expose, likewise.
#       example: "8080"
#       validator: csv-any
#       default: ""
#   needs:
#     - dockerfile
#     - {need: "parameters:allowed", when: {allowed: [""]}}
#   messages:
#     - "Port is exposed but not allowed: {port}"
#     - "Port is required but not exposed: {port}"
#   examples:
#     - {id: port-list, gate: hardening, trigger: port_list, action: STOP, params: [{name: allowed, value: "8080"}]}
#   samples:
#     - {image: {config: {ExposedPorts: {4711/tcp: {}}}}}
#     - {image: {config: {ExposedPorts: {"{required.item}/tcp": {}}}}}
#     - {image: {config: {}}}
package pratique.gates.hardening.port_list

import data.pratique.lib.finding
import data.pratique.lib.ports

# METADATA
# description: The exposed ones, sorted, then the required ones.
findings(rule, params) := array.flatten([
	[finding.new(rule, {"message": message, "about": {"exposed": name}, "location": port.location}) |
		allowed := ports.ranges(params.allowed)
		some port in ports.exposed
		not ports.in_ranges(allowed, port)
		name := ports.name(port)
		message := sprintf("Port is exposed but not allowed: %s", [name])
	],
	[finding.new(rule, {"message": message, "about": {"required": text}}) |
		some text in params.required
		not _exposed(text)
		message := sprintf("Port is required but not exposed: %s", [text])
	],
	[finding.unknown(rule, [reason]) | some reason in ports.unknown],
])

_exposed(text) if {
	wanted := ports.ranges([text])
	some port in ports.exposed
	ports.in_ranges(wanted, port)
}
