package pratique.gates.runtime.container.propagation_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"shared": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/t", "propagation": "shared"}]},
			],
		},
		"want": ["web: mount propagates to the host: /t"],
	},
	"shared below": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/t", "propagation": "rshared"}]},
			],
		},
		"want": ["web: mount propagates to the host: /t"],
	},
	"private": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/t", "propagation": "rprivate"}]},
			],
		},
		"want": [],
	},
	"not named": {
		"input": {
			"containers": [{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/t", "propagation": ""}]}],
		},
		"want": [],
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
					"mounts": [{"type": "bind", "source": "/x", "target": "/t", "propagation": ""}],
					"incomplete": ["mounts"],
				},
			],
		},
		"want": ["unknown: containers: mounts of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "propagation"}
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
				{"type": "bind", "source": "/x", "target": "/a", "propagation": "shared"},
				{"type": "bind", "source": "/x", "target": "/b", "propagation": "shared"},
			],
		},
		{"name": "db", "mounts": [{"type": "bind", "source": "/x", "target": "/a", "propagation": "shared"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"aa98f956b42883f9762b17f73944f85d",
		"5d77a67b0cb38234948a37819e4954a4",
		"9ebd38b1350f3d2558e8044e8b4c01cc",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
