package pratique.gates.runtime.container.seccomp_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"unconfined": {
		"input": {"containers": [{"name": "web", "seccomp_profile": "unconfined"}]},
		"want": ["web: seccomp is disabled"],
	},
	"the default": {"input": {"containers": [{"name": "web", "seccomp_profile": ""}]}, "want": []},
	"seccomp_profile absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: seccomp_profile of web is not known"],
	},
	"seccomp_profile null": {
		"input": {"containers": [{"name": "web", "seccomp_profile": null}]},
		"want": ["unknown: containers: seccomp_profile of web is not known"],
	},
	"seccomp_profile incomplete": {
		"input": {"containers": [{"name": "web", "seccomp_profile": "", "incomplete": ["seccomp_profile"]}]},
		"want": ["unknown: containers: seccomp_profile of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "seccomp"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [{"name": "web", "seccomp_profile": "unconfined"}, {"name": "db", "seccomp_profile": "unconfined"}],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["bdea1539ae86f86a191252a8897c9002", "bcb03fa91026eb4272748385f45f138e"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
