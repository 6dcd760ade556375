package pratique.gates.runtime.container.sensitive_mounts_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"bound /": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /"],
	},
	"bound /boot": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/boot/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /boot/"],
	},
	"bound /dev": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/dev/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /dev/"],
	},
	"bound /etc": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /etc/"],
	},
	"bound /lib": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/lib/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /lib/"],
	},
	"bound /proc": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/proc/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /proc/"],
	},
	"bound /sys": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/sys/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /sys/"],
	},
	"bound /usr": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/usr/", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /usr/"],
	},
	"without a slash": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /etc"],
	},
	"below": {
		"input": {
			"containers": [
				{
					"name": "web",
					"mounts": [
						{"type": "bind", "source": "/etc/nginx", "target": "/t"},
						{"type": "bind", "source": "/dev/log", "target": "/t"},
						{"type": "bind", "source": "/srv", "target": "/t"},
					],
				},
			],
		},
		"want": [],
	},
	"a volume": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "volume", "source": "/etc", "target": "/t"}]}]},
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
	"none": {"input": {"containers": [{"name": "web", "mounts": []}]}, "want": []},
	"mounts absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"mounts null": {
		"input": {"containers": [{"name": "web", "mounts": null}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"mounts incomplete": {
		"input": {"containers": [{"name": "web", "mounts": [], "incomplete": ["mounts"]}]},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "sensitive_mounts"}
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
			"mounts": [{"type": "bind", "source": "/etc", "target": "/t"}, {"type": "bind", "source": "/usr", "target": "/t"}],
		},
		{"name": "db", "mounts": [{"type": "bind", "source": "/etc", "target": "/t"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"07cae7668e9f5115bb0c6ff38eca2a17",
		"397edba1529b978c06fab52d0e799b94",
		"3b75511b60e9c6ce5dc6c108182f96b1",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
