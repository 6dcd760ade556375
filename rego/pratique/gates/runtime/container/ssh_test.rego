package pratique.gates.runtime.container.ssh_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"in the processes": {
		"input": {"containers": [{"name": "web", "processes": ["sshd: x"]}]},
		"want": ["web: SSH server runs: sshd: x"],
	},
	"by its path": {
		"input": {"containers": [{"name": "web", "processes": ["/usr/sbin/sshd -D"]}]},
		"want": ["web: SSH server runs: /usr/sbin/sshd -D"],
	},
	"dropbear": {
		"input": {"containers": [{"name": "web", "processes": ["sh -c dropbear"]}]},
		"want": ["web: SSH server runs: sh -c dropbear"],
	},
	"another process": {"input": {"containers": [{"name": "web", "processes": ["nginx", "sshd-like"]}]}, "want": []},
	"in the command": {
		"input": {"containers": [{"name": "web", "processes": [], "entrypoint": ["/usr/sbin/sshd", "-D"]}]},
		"want": ["web: SSH server is started: /usr/sbin/sshd -D"],
	},
	"in the arguments": {
		"input": {
			"containers": [{"name": "web", "processes": [], "entrypoint": ["/bin/sh", "-c"], "command": ["dropbear"]}],
		},
		"want": ["web: SSH server is started: /bin/sh -c dropbear"],
	},
	"by its port": {
		"input": {
			"containers": [
				{
					"name": "web",
					"processes": [],
					"ports": [{"container_port": 22, "protocol": "tcp", "host_ip": null, "host_port": null}],
				},
			],
		},
		"want": ["web: SSH port is published: 22/tcp"],
	},
	"by its port of udp": {
		"input": {
			"containers": [
				{
					"name": "web",
					"processes": [],
					"ports": [{"container_port": 22, "protocol": "udp", "host_ip": null, "host_port": null}],
				},
			],
		},
		"want": ["web: SSH port is published: 22/udp"],
	},
	"another port": {
		"input": {
			"containers": [
				{
					"name": "web",
					"processes": [],
					"ports": [{"container_port": 2222, "protocol": "tcp", "host_ip": null, "host_port": null}],
				},
			],
		},
		"want": [],
	},
	"processes absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: processes of web is not known"],
	},
	"processes null": {
		"input": {"containers": [{"name": "web", "processes": null}]},
		"want": ["unknown: containers: processes of web is not known"],
	},
	"of an image that is known": {
		"input": {
			"containers": [{"name": "web"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": [],
	},
	"of another image": {
		"input": {
			"containers": [{"name": "web", "image_ref": "db"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": ["unknown: containers: processes of web is not known"],
	},
	"a command that is not known whole": {
		"input": {
			"containers": [{"name": "web", "command": ["$CMD"], "incomplete": ["command"]}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": ["unknown: containers: command of web is not known"],
	},
	"neither the command nor the image": {
		"input": {"containers": [{"name": "web", "entrypoint": ["$CMD"], "incomplete": ["entrypoint"]}]},
		"want": ["unknown: containers: processes of web is not known", "unknown: containers: entrypoint of web is not known"],
	},
	"a command that is not known, of processes that are": {
		"input": {"containers": [{"name": "web", "processes": [], "command": ["$CMD"], "incomplete": ["command"]}]},
		"want": [],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "ssh"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{
			"name": "web",
			"processes": ["sshd -D", "dropbear"],
			"ports": [{"container_port": 22, "protocol": "tcp", "host_ip": null, "host_port": null}],
			"entrypoint": ["sshd"],
		},
		{"name": "db", "processes": ["sshd -D"]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"b07b1fd5fd849a82612778e03c32fc76",
		"9a0f61c2ab2a4b66e8c125d7aa99276a",
		"86c83e2f4ff0752fae3f49f7845ae2b9",
		"6c17d3173c9bd477b8edfc472b80647f",
		"52f03208dc01a5e67d6c3824fbc1572f",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
