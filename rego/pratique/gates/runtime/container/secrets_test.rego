package pratique.gates.runtime.container.secrets_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"one": {
		"input": {
			"containers": [{"name": "web", "env": []}, {"name": "db", "env": ["DB_PASSWORD=[redacted]"]}],
			"secrets": [
				{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/1/env/0", "fingerprint": "ab"},
			],
		},
		"want": ["db: secret found in the environment: DB_PASSWORD"],
	},
	"of the image": {
		"input": {
			"containers": [{"name": "web", "env": []}],
			"secrets": [{"name": "DB_PASSWORD", "source": "env", "path": "/containers/0/env/0", "fingerprint": "ab"}],
		},
		"want": [],
	},
	"of the tenth container": {
		"input": {
			"containers": [
				{"name": "c0", "env": []},
				{"name": "c1", "env": []},
				{"name": "c2", "env": []},
				{"name": "c3", "env": []},
				{"name": "c4", "env": []},
				{"name": "c5", "env": []},
				{"name": "c6", "env": []},
				{"name": "c7", "env": []},
				{"name": "c8", "env": []},
				{"name": "c9", "env": []},
				{"name": "c10", "env": []},
			],
			"secrets": [
				{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/10/env/0", "fingerprint": "ab"},
			],
		},
		"want": ["c10: secret found in the environment: DB_PASSWORD"],
	},
	"from elsewhere": {
		"input": {
			"containers": [{"name": "web", "env": ["DB_PASSWORD"]}],
			"secrets": [
				{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/0/env/0", "fingerprint": null},
			],
		},
		"want": ["unknown: containers: the value of DB_PASSWORD of web is not known"],
	},
	"without a fingerprint": {
		"input": {
			"containers": [{"name": "web", "env": ["DB_PASSWORD"]}],
			"secrets": [{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/0/env/0"}],
		},
		"want": ["unknown: containers: the value of DB_PASSWORD of web is not known"],
	},
	"not looked for": {
		"input": {"containers": [{"name": "web", "env": ["DB_PASSWORD=x"]}]},
		"want": ["unknown: containers: secrets of web is not known"],
	},
	"a file of variables": {
		"input": {"containers": [{"name": "web", "env": [], "incomplete": ["env"]}], "secrets": []},
		"want": ["unknown: containers: env of web is not known"],
	},
	"none": {"input": {"containers": [{"name": "web", "env": []}], "secrets": []}, "want": []},
	"env absent": {
		"input": {"containers": [{"name": "web"}], "secrets": []},
		"want": ["unknown: containers: env of web is not known"],
	},
	"env null": {
		"input": {"containers": [{"name": "web", "env": null}], "secrets": []},
		"want": ["unknown: containers: env of web is not known"],
	},
	"no containers": {"input": {"containers": [], "secrets": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "secrets"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [{"name": "web", "env": []}, {"name": "db", "env": []}],
	"secrets": [
		{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/0/env/0", "fingerprint": "ab"},
		{"name": "TOKEN", "source": "container_env", "path": "/containers/0/env/1", "fingerprint": "ab"},
		{"name": "DB_PASSWORD", "source": "container_env", "path": "/containers/1/env/0", "fingerprint": "ab"},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"baac135934c264c98eb863fdafd0765b",
		"e2a69a9b95bed4d9dccb153d029d6e7b",
		"6aee2df15a37ad2f995c9d252add1f15",
	]
	fixture.separate(results)
}
