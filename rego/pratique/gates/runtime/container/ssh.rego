# METADATA
# title: An SSH server runs in the container
# description: >-
#   It shows itself in the processes that run, or else in the image that is run.
# scope: package
# custom:
#   remediation: >-
#     Remove the SSH server from the image; get into a container by docker exec or kubectl exec.
package pratique.gates.runtime.container.ssh

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, hit.text, hit.about) |
		some c in containers.list
		some hit in array.flatten([_running(c), _published(c), _started(c)])
	],
	"gaps": {c.pointer: facts |
		some c in containers.list
		object.get(c, "processes", null) == null
		facts := array.concat(
			["processes" | not containers.config(c)],
			[field | some field in ["entrypoint", "command"]; field in object.get(c, "incomplete", [])],
		)
	},
})

_running(container) := [{"text": sprintf("SSH server runs: %s", [process]), "about": {"process": process}} |
	some process in container.processes
	regex.match(`(?:^|/|\s)(?:sshd|dropbear)(?:[:\s]|$)`, process)
]

_published(container) := [{"text": sprintf("SSH port is published: %s", [port]), "about": {"port": port}} |
	some published in container.ports
	published.container_port == 22
	port := sprintf("%s/%s", [format_int(published.container_port, 10), published.protocol])
]

_started(container) := [{"text": sprintf("SSH server is started: %s", [command]), "about": {"command": command}} |
	command := concat(" ", array.concat(
		[word | some word in container.entrypoint],
		[word | some word in container.command],
	))
	regex.match(`(?:^|[/\s])(?:sshd|dropbear)(?:\s|$)`, command)
]
