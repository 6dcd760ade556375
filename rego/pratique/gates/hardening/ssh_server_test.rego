package pratique.gates.hardening.ssh_server_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	every document in [given.unread, given.guessed([])] {
		fixture.messages(hardening.ssh_server.findings(record, {})) == unknown with input as document
	}
}

servers := {
	"port": {"input": given.dockerfile([["EXPOSE", "22"]]), "want": ["SSH port is exposed: 22/tcp [2]"]},
	"in a range, in capitals": {
		"input": given.dockerfile([["EXPOSE", "80 20-25/TCP"]]),
		"want": ["SSH port is exposed: 22/tcp [2]"],
	},
	"not in a build stage": {
		"input": given.staged([{"from": "a", "list": [["EXPOSE", "22"]]}, {"from": "b", "list": [["EXPOSE", "8022"]]}]),
		"want": [],
	},
	"variable": {
		"input": given.dockerfile([["EXPOSE", "${SSH_PORT}"]]),
		"want": ["unknown: dockerfile: the port ${SSH_PORT} is not known"],
	},
	"configuration": {
		"input": given.configured({"ExposedPorts": {"22/udp": {}, "8080/tcp": {}}}),
		"want": ["SSH port is exposed: 22/udp"],
	},
	"no port": {"input": given.configured({}), "want": []},
	"command": {
		"input": given.dockerfile([["CMD", "/usr/sbin/sshd -D"]]),
		"want": ["SSH server is started: /usr/sbin/sshd"],
	},
	"entry point": {
		"input": given.configured({"Entrypoint": ["sh", "-c", "exec dropbear -F"]}),
		"want": ["SSH server is started: dropbear"],
	},
	"a service": {
		"input": started([["service", ["ssh", "start"]], ["exec", ["app"]]]),
		"want": ["SSH server is started: service ssh start"],
	},
	"a unit": {
		"input": started([["systemctl", ["enable", "--now", "sshd.service"]]]),
		"want": ["SSH server is started: systemctl enable --now sshd.service"],
	},
	"a socket": {
		"input": started([["systemctl", ["start", "ssh.socket"]]]),
		"want": ["SSH server is started: systemctl start ssh.socket"],
	},
	"another service": {"input": started([["service", ["nginx", "start"]]]), "want": []},
	"a service that is asked about": {"input": started([["service", ["ssh", "status"]]]), "want": []},
	"a service that is stopped": {"input": started([["systemctl", ["stop", "ssh"]]]), "want": []},
	"an init script": {
		"input": started([["/etc/init.d/ssh", ["start"]]]),
		"want": ["SSH server is started: ssh start"],
	},
	"an init script that stops it": {"input": started([["/etc/init.d/ssh", ["stop"]]]), "want": []},
	"the client": {"input": started([["ssh", ["host.example.com"]]]), "want": []},
	"a test of its configuration": {"input": started([["/usr/sbin/sshd", ["-t"]]]), "want": []},
	"one that prints its configuration": {"input": started([["sshd", ["-ddT"]]]), "want": []},
	"an option of another letter": {"input": started([["sshd", ["-De"]]]), "want": ["SSH server is started: sshd"]},
	"through a wrapper": {
		"input": started([["exec", ["sudo", "-u", "root", "/usr/sbin/sshd", "-D"]]]),
		"want": ["SSH server is started: /usr/sbin/sshd"],
	},
	"what could not be read": {
		"input": {"image": {"config": {}, "started": [], "started_unparsed": "1:1: x"}},
		"want": ["unknown: dockerfile: what the container starts with: 1:1: x"],
	},
	"another command": {"input": given.configured({"Cmd": ["/bin/app", "sshd.conf"]}), "want": []},
	"backwards": {
		"input": given.dockerfile([["EXPOSE", "25-20 x"]]),
		"want": ["unknown: dockerfile: the port 25-20 is not known", "unknown: dockerfile: the port x is not known"],
	},
}

# An image that starts with these commands.
started(commands) := {"image": {"config": {}, "started": [{"name": name, "arguments": arguments} |
	some [name, arguments] in commands
]}}

test_ssh_server[name] if {
	some name, tc in servers
	fixture.messages(hardening.ssh_server.findings(record, {})) == tc.want with input as tc.input
}

separate_findings(document) := results if {
	params := {}
	results := hardening.ssh_server.findings(fixture.rule("hardening", "ssh_server"), params) with input as document
}

several := given.dockerfile([["EXPOSE", "22 22/udp"], ["CMD", "sshd"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"9fecd44c708ce1a12a1ebaff107360b9",
		"09eba36c80f302c90069c6bd9f6f7127",
		"574cc08bbb5caa3ae594ba32170cef0c",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
