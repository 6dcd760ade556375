package pratique.gates.runtime.container.device_files_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"a file": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/dev/log", "target": "/t"}]}]},
		"want": ["web: host path is mounted: /dev/log"],
	},
	"the directory": {
		"input": {
			"containers": [
				{
					"name": "web",
					"mounts": [
						{"type": "bind", "source": "/dev/", "target": "/t"},
						{"type": "bind", "source": "/dev", "target": "/t"},
					],
				},
			],
		},
		"want": [],
	},
	"a volume": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "volume", "source": "/dev/log", "target": "/t"}]}]},
		"want": [],
	},
	"elsewhere": {
		"input": {"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/srv/dev/log", "target": "/t"}]}]},
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
	params := {"check": "device_files"}
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
				{"type": "bind", "source": "/dev/log", "target": "/t"},
				{"type": "bind", "source": "/dev/sda", "target": "/t"},
			],
		},
		{"name": "db", "mounts": [{"type": "bind", "source": "/dev/log", "target": "/t"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"8bf2759b18a9cc3f99c78c402af2128a",
		"6ffbdb74b260e7e41ed31c4acd043df1",
		"aa09a39f5fe57b82db4975b66b311f55",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
