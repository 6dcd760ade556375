package pratique.gates.runtime.deployment.secret_store_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"a secret and a variable": {
		"input": {
			"containers": [
				{
					"env": ["DB_PASSWORD_FILE=/run/x", "A=b"],
					"mounts": [{"source": "db", "target": "/x", "type": "secret"}],
					"name": "web",
					"source": "inspect",
				},
			],
		},
		"want": ["web: secret is mounted: /x", "web: variable names a file: DB_PASSWORD_FILE"],
	},
	"not told": {
		"input": {"containers": [{"env": null, "mounts": null, "name": "web", "source": "inspect"}]},
		"want": [],
	},
	"no containers told": {"input": {}, "want": []},
	"none": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/t"}], "env": ["A=b", "FILE=x"]},
			],
		},
		"want": [],
	},
	"in the directory of secrets": {
		"input": {
			"containers": [
				{"name": "web", "mounts": [{"type": "bind", "source": "/x", "target": "/run/secrets/a"}], "env": []},
			],
		},
		"want": ["web: secret is mounted: /run/secrets/a"],
	},
}

findings(document) := results if {
	params := {"check": "secret_store"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{
			"name": "web",
			"mounts": [{"type": "secret", "source": "a", "target": "/a"}, {"type": "secret", "source": "a", "target": "/b"}],
			"env": ["A_FILE=/x", "B_FILE=/y"],
		},
		{"name": "db", "mounts": [], "env": ["A_FILE=/x"]},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"d7b5f264c79bf178dccfdfbafeb64c80",
		"9f53eaaedf08f32bed38c0c6f79b878b",
		"5442be0629450bffb35862e25d494fc7",
		"6a0e7e962ee844d849f45ca3c368d3a4",
		"782cc9f6da87ede64cf9127f41c35d39",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
