package pratique.gates.runtime.daemon.cgroup_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"another": {"input": {"daemon": {"effective": {"cgroup-parent": "/x"}}}, "want": ["containers use the cgroup /x"]},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"cgroup-parent": null}}},
		"want": ["unknown: daemon: effective.cgroup-parent is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.cgroup-parent is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.cgroup-parent is not known"]},
}

findings(document) := results if {
	params := {"check": "cgroup"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"cgroup-parent": "/x"}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["2c69beee3c22546e3f10788697a5a912"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
