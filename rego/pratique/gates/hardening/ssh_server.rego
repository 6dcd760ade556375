# METADATA
# title: SSH server
# description: >-
#   Fires where the image exposes port 22, whatever the protocol and the spelling, or starts an
#   SSH server.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: ssh_server
#   needs:
#     - dockerfile
#   messages:
#     - "The SSH port is exposed: {port}"
#     - "An SSH server is started: {command}"
#   examples:
#     - {id: ssh-server, gate: hardening, trigger: ssh_server, action: STOP, params: []}
#   samples:
#     - {image: {config: {ExposedPorts: {22/tcp: {}}}}}
#     - {image: {config: {ExposedPorts: {443/tcp: {}}}}}
package pratique.gates.hardening.ssh_server

import data.pratique.lib.build
import data.pratique.lib.finding
import data.pratique.lib.ports
import data.pratique.lib.shell

# METADATA
# description: The port, then the command.
findings(rule, _) := array.flatten([
	[finding.new(rule, {"message": message, "about": {"port": name}, "location": port.location}) |
		some port in ports.exposed
		port.port == 22
		name := ports.name(port)
		message := sprintf("The SSH port is exposed: %s", [name])
	],
	[finding.new(rule, {"message": message, "about": {"command": word}}) |
		some word in build.command
		shell.base_name(word) in {"sshd", "dropbear"}
		message := sprintf("An SSH server is started: %s", [word])
	],
	[finding.unknown(rule, [reason]) | some reason in ports.unknown],
])
