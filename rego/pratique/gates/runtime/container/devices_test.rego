package pratique.gates.runtime.container.devices_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"one": {
		"input": {"containers": [{"name": "web", "devices": [{"host": "/dev/sda"}]}]},
		"want": ["web: host device is exposed: /dev/sda"],
	},
	"none": {"input": {"containers": [{"name": "web", "devices": []}]}, "want": []},
	"devices absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: devices of web is not known"],
	},
	"devices null": {
		"input": {"containers": [{"name": "web", "devices": null}]},
		"want": ["unknown: containers: devices of web is not known"],
	},
	"devices incomplete": {
		"input": {"containers": [{"name": "web", "devices": [], "incomplete": ["devices"]}]},
		"want": ["unknown: containers: devices of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "devices"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "devices": [{"host": "/dev/sda"}, {"host": "/dev/sdb"}]},
		{"name": "db", "devices": [{"host": "/dev/sda"}]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"837a99f2fa15a54a00a7b18f7bfd77d7",
		"108c42880edf614684a1644016f5c778",
		"b95eaa138339179b119251a288f71012",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
