package pratique.gates.runtime.container.cpu_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"no share": {
		"input": {"containers": [{"name": "web", "cpu_shares": 0}]},
		"want": ["web: CPU shares are not set"],
	},
	"no share, all told": {
		"input": {"containers": [{"name": "web", "cpu_shares": 0, "nano_cpus": 0, "cpu_quota": null}]},
		"want": ["web: CPU shares are not set"],
	},
	"a share": {"input": {"containers": [{"name": "web", "cpu_shares": 1}]}, "want": []},
	"processors": {"input": {"containers": [{"name": "web", "cpu_shares": 0, "nano_cpus": 1}]}, "want": []},
	"a quota": {"input": {"containers": [{"name": "web", "cpu_shares": 0, "cpu_quota": 1}]}, "want": []},
	"cpu_shares absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: cpu_shares of web is not known"],
	},
	"cpu_shares null": {
		"input": {"containers": [{"name": "web", "cpu_shares": null}]},
		"want": ["unknown: containers: cpu_shares of web is not known"],
	},
	"cpu_shares incomplete": {
		"input": {"containers": [{"name": "web", "cpu_shares": 0, "cpu_quota": 1, "incomplete": ["cpu_shares"]}]},
		"want": ["unknown: containers: cpu_shares of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "cpu"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "cpu_shares": 0}, {"name": "db", "cpu_shares": 0}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["051c7df652ce456c8791a7324daa6068", "8f53d4f80bb2ba6328394e4cfe16b8f1"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
