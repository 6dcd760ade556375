package pratique.gates.runtime.container.bound_interface_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"all of version 4": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "0.0.0.0", "host_port": 8080}]},
			],
		},
		"want": ["web: port is published on all addresses: 8080"],
	},
	"all of version 6": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "::", "host_port": 8080}]},
			],
		},
		"want": ["web: port is published on all addresses: 8080"],
	},
	"not named": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 8080}]},
			],
		},
		"want": ["web: port is published on all addresses: 8080"],
	},
	"one": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "10.0.0.1", "host_port": 8080}]},
			],
		},
		"want": [],
	},
	"of no known address": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [
						{"container_port": 80, "protocol": "tcp", "host_ip": null, "host_port": 80},
						{"container_port": 80, "protocol": "tcp", "host_ip": null, "host_port": null},
					],
				},
			],
		},
		"want": ["unknown: containers: the address of the port 80 of web is not known"],
	},
	"not published": {
		"input": {
			"containers": [
				{"name": "web", "ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": null}]},
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
	params := {"check": "bound_interface"}
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
		"9b26e58f100cf7b03993f241e7828f46",
		"abe3d738734e2bdb1944088128fc85d5",
		"8ede440e758986079df2ed44b81ba864",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
