package pratique.gates.runtime.container.sensitive_mounts_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"bound /": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/", "target": "/t"}]}]},
		"want": ["web: the host's / is mounted"],
	},
	"bound /boot": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/boot/", "target": "/t"}]}]},
		"want": ["web: the host's /boot/ is mounted"],
	},
	"bound /dev": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/dev/", "target": "/t"}]}]},
		"want": ["web: the host's /dev/ is mounted"],
	},
	"bound /etc": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc/", "target": "/t"}]}]},
		"want": ["web: the host's /etc/ is mounted"],
	},
	"bound /lib": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/lib/", "target": "/t"}]}]},
		"want": ["web: the host's /lib/ is mounted"],
	},
	"bound /proc": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/proc/", "target": "/t"}]}]},
		"want": ["web: the host's /proc/ is mounted"],
	},
	"bound /sys": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/sys/", "target": "/t"}]}]},
		"want": ["web: the host's /sys/ is mounted"],
	},
	"bound /usr": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/usr/", "target": "/t"}]}]},
		"want": ["web: the host's /usr/ is mounted"],
	},
	"without a slash": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/etc", "target": "/t"}]}]},
		"want": ["web: the host's /etc is mounted"],
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
			"unknown: containers: the source of the mount /t of web",
			"unknown: containers: the source of the mount /u of web",
		],
	},
	"none": {"input": {"containers": [{"name": "web", "mounts": []}]}, "want": []},
	"mounts absent": {"input": {"containers": [{"name": "web"}]}, "want": ["unknown: containers: mounts of web"]},
	"mounts null": {
		"input": {"containers": [{"name": "web", "mounts": null}]},
		"want": ["unknown: containers: mounts of web"],
	},
	"mounts incomplete": {
		"input": {"containers": [{"name": "web", "mounts": [], "incomplete": ["mounts"]}]},
		"want": ["unknown: containers: mounts of web"],
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
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
