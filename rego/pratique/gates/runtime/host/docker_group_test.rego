package pratique.gates.runtime.host.docker_group_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"on the list": {"input": {"host": {"groups": {"docker": {"gid": 999, "members": ["admin"]}}}}, "want": []},
	"not on the list": {
		"input": {"host": {"groups": {"docker": {"gid": 999, "members": ["ubuntu", "admin", "backup"]}}}},
		"want": ["user is not trusted: backup", "user is not trusted: ubuntu"],
	},
	"no members": {"input": {"host": {"groups": {"docker": {"gid": 999, "members": []}}}}, "want": []},
	"no such group": {"input": {"host": {"groups": {}}}, "want": []},
	"no groups told": {"input": {"host": {}}, "want": ["unknown: host.groups"]},
	"null": {"input": {"host": {"groups": null}}, "want": ["unknown: host.groups"]},
	"no host": {"input": {}, "want": ["unknown: host.groups"]},
}

findings(document) := results if {
	params := {"check": "docker_group", "allowed": ["admin"]}
	results := host.findings(fixture.rule("runtime", "host"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"host": {"groups": {"docker": {"gid": 999, "members": ["a", "b"]}}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["891b2e0e19d33641825beb307b39badf", "79ed00d5e61c5e8fef43027cf0dff886"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
