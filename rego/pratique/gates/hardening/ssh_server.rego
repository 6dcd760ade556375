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
#   remediation: >-
#     Remove the SSH server and EXPOSE 22; get into a container by docker exec or kubectl exec.
#   needs:
#     - dockerfile
#   messages:
#     - "SSH port is exposed: {port}"
#     - "SSH server is started: {command}"
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
		message := sprintf("SSH port is exposed: %s", [name])
	],
	[finding.new(rule, {"message": message, "about": {"command": text}}) |
		some text in _started
		message := sprintf("SSH server is started: %s", [text])
	],
	[finding.unknown(rule, [reason]) | some reason in ports.unknown],
	[finding.unknown(rule, [sprintf("dockerfile: what the container starts with: %s", [build.started_unread])]) |
		build.started_unread
	],
])

_started := [text |
	some call in shell.calls({"commands": build.started})
	text := _server(call)
]

_server(call) := call.path if {
	call.name in _servers
	not _asks(call)
}

# service ssh start, systemctl start sshd, /etc/init.d/ssh start
_server(call) := shell.text(call) if {
	call.name in {"service", "systemctl", "rc-service", "invoke-rc.d"}
	count({trim_suffix(word, ".service") | some word in call.arguments} & _services) > 0
	_verbs & {word | some word in call.arguments} != set()
}

_server(call) := shell.text(call) if {
	call.name in (_services - _servers)
	some verb in call.arguments
	verb in _verbs
}

_servers := {"sshd", "dropbear", "tinysshd", "sshd-session"}

_services := {"ssh", "sshd", "dropbear", "openssh-server", "tinysshd", "sshd.socket", "ssh.socket"}

_verbs := {"start", "restart", "reload", "force-reload", "condrestart", "reload-or-restart", "enable"}

# sshd -t tests its configuration.
_asks(call) if {
	some argument in call.arguments
	regex.match(`^-[a-zA-Z]*[tTGV]$`, argument)
}
