package pratique.gates.runtime.container.privileged_ports_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the highest": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 1023}]},
			],
		},
		"want": ["web: privileged port is published: 1023"],
	},
	"the lowest": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 1}]},
			],
		},
		"want": ["web: privileged port is published: 1"],
	},
	"the next": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 1024}]},
			],
		},
		"want": [],
	},
	"of the engine's choice": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [
						{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 0},
						{"container_port": 80, "protocol": "tcp", "host_ip": null, "host_port": null},
					],
				},
			],
		},
		"want": [],
	},
	"none": {"input": {"containers": [{"name": "web", "ports": []}]}, "want": []},
	"ports absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: ports of web is not known"],
	},
	"ports null": {
		"input": {"containers": [{"name": "web", "ports": null}]},
		"want": ["unknown: containers: ports of web is not known"],
	},
	"ports incomplete": {
		"input": {"containers": [{"name": "web", "ports": [], "incomplete": ["ports"]}]},
		"want": ["unknown: containers: ports of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "privileged_ports"}
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
			"ports": [
				{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 80},
				{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 443},
			],
		},
		{"name": "db", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 80}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"15686d458217387c1e3d25f62e53a8fb",
		"0b9480458797ab083c29b73899043e48",
		"5d9d19bf0b50ab5e61b58074283975d0",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
