package pratique.gates.runtime.container.ports_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"not on the list": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [{"container_port": 80, "protocol": "tcp", "host_ip": "", "host_port": 8080}],
					"publish_all": false,
				},
			],
		},
		"want": ["web: port is published but not allowed: 80/tcp"],
	},
	"on the list": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [{"container_port": 443, "protocol": "tcp", "host_ip": "", "host_port": 8443}],
					"publish_all": false,
				},
			],
		},
		"want": [],
	},
	"another protocol": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [{"container_port": 53, "protocol": "tcp", "host_ip": "", "host_port": 53}],
					"publish_all": false,
				},
			],
		},
		"want": ["web: port is published but not allowed: 53/tcp"],
	},
	"the protocol of the list": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [{"container_port": 53, "protocol": "udp", "host_ip": "", "host_port": 53}],
					"publish_all": false,
				},
			],
		},
		"want": [],
	},
	"not published": {
		"input": {
			"containers": [
				{
					"name": "web",
					"ports": [{"container_port": 80, "protocol": "tcp", "host_ip": null, "host_port": null}],
					"publish_all": false,
				},
			],
		},
		"want": [],
	},
	"all": {
		"input": {"containers": [{"name": "web", "ports": [], "publish_all": true}]},
		"want": ["web: all exposed ports are published"],
	},
	"ports absent": {
		"input": {"containers": [{"name": "web", "publish_all": false}]},
		"want": ["unknown: containers: ports of web is not known"],
	},
	"ports null": {
		"input": {"containers": [{"name": "web", "ports": null, "publish_all": false}]},
		"want": ["unknown: containers: ports of web is not known"],
	},
	"all absent": {
		"input": {"containers": [{"name": "web", "ports": []}]},
		"want": ["unknown: containers: publish_all of web is not known"],
	},
	"all null": {
		"input": {"containers": [{"name": "web", "ports": [], "publish_all": null}]},
		"want": ["unknown: containers: publish_all of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "ports", "allowed": ["443", "53/udp"]}
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
				{"container_port": 1, "protocol": "tcp", "host_ip": "", "host_port": 1},
				{"container_port": 1, "protocol": "udp", "host_ip": "", "host_port": 1},
				{"container_port": 2, "protocol": "tcp", "host_ip": "", "host_port": 2},
			],
			"publish_all": true,
		},
		{
			"name": "db",
			"ports": [{"container_port": 1, "protocol": "tcp", "host_ip": "", "host_port": 1}],
			"publish_all": false,
		},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"55aff829088d78ff8e9a160b54a8bbc7",
		"8c96d693df770d2aadf57904f6b28e2e",
		"7b066f75ccab4af4e3a06497c9253ceb",
		"f0f141396352f63a5879fe3b2d5aa486",
		"930b75de59ed70141f7be45d22baa3a8",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
