package pratique.gates.runtime.container.engine_socket_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"docker": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/run/docker.sock", "target": "/t"}]}],
		},
		"want": ["web: engine socket is mounted: /run/docker.sock"],
	},
	"containerd": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/run/containerd.sock", "target": "/t"}]}],
		},
		"want": ["web: engine socket is mounted: /run/containerd.sock"],
	},
	"podman": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/run/podman.sock", "target": "/t"}]}],
		},
		"want": ["web: engine socket is mounted: /run/podman.sock"],
	},
	"crio": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/run/crio.sock", "target": "/t"}]}],
		},
		"want": ["web: engine socket is mounted: /run/crio.sock"],
	},
	"directories that have it": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": source, "target": "/t"} |
			some source in ["/", "/run", "/var/run/", "/run/podman", "/var/lib", "/run/user", "/runner"]
		]}]},
		"want": [
			"web: engine socket is mounted: /",
			"web: engine socket is mounted: /run",
			"web: engine socket is mounted: /var/run/",
			"web: engine socket is mounted: /run/podman",
		],
	},
	"another": {
		"input": {
			"containers": [
				{
					"name": "web",
					"mounts": [
						{"type": "bind", "source": "/x", "target": "/t"},
						{"type": "bind", "source": "/run/docker.sock.d", "target": "/t"},
					],
				},
			],
		},
		"want": [],
	},
	"of an unknown source": {
		"input": {
			"containers": [
				{
					"name": "web",
					"mounts": [
						{"type": "bind", "source": null, "target": "/t"},
						{"type": "bind", "target": "/u"},
						{"type": "volume", "source": null, "target": "/v"},
					],
				},
			],
		},
		"want": [
			"unknown: containers: the source of the mount /t of web is not known",
			"unknown: containers: the source of the mount /u of web is not known",
		],
	},
	"mounts absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"mounts null": {
		"input": {"containers": [{"name": "web", "mounts": null}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"mounts incomplete": {
		"input": {
			"containers": [
				{
					"name": "web",
					"mounts": [
						{"type": "bind", "source": null, "target": "/t"},
						{"type": "bind", "target": "/u"},
						{"type": "volume", "source": null, "target": "/v"},
					],
					"incomplete": ["mounts"],
				},
			],
		},
		"want": [
			"unknown: containers: mounts of web is not known",
			"unknown: containers: the source of the mount /t of web is not known",
			"unknown: containers: the source of the mount /u of web is not known",
		],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "engine_socket"}
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
			"mounts": [
				{"type": "bind", "source": "/run/docker.sock", "target": "/t"},
				{"type": "bind", "source": "/run/crio.sock", "target": "/t"},
			],
		},
		{"name": "db", "mounts": [{"type": "bind", "source": "/run/docker.sock", "target": "/t"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"fb8c4c96dc88322b3dcf81628fe3f75d",
		"ccb2a9956e9d57fa8a6fbcf1520d8546",
		"1565bbf8ccac0d086e2abf8e9927d07e",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
