package pratique.gates.runtime.container.privileged_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"privileged": {"input": {"containers": [{"name": "web", "privileged": true}]}, "want": ["web: privileged"]},
	"not privileged": {"input": {"containers": [{"name": "web", "privileged": false}]}, "want": []},
	"privileged absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: privileged of web is not known"],
	},
	"privileged null": {
		"input": {"containers": [{"name": "web", "privileged": null}]},
		"want": ["unknown: containers: privileged of web is not known"],
	},
	"privileged incomplete": {
		"input": {"containers": [{"name": "web", "privileged": false, "incomplete": ["privileged"]}]},
		"want": ["unknown: containers: privileged of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "privileged"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "privileged": true}, {"name": "db", "privileged": true}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["9d3003664aea169c91ca7d1d02b0770e", "7bcee4fe40fc518cc9463482785d9faf"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
