package pratique.gates.runtime.host.docker_members_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"some": {
		"input": {"host": {"groups": {"docker": {"gid": 999, "members": ["ubuntu", "admin"]}}}},
		"want": ["member of the group docker: admin", "member of the group docker: ubuntu"],
	},
	"none": {"input": {"host": {"groups": {"docker": {"gid": 999, "members": []}}}}, "want": []},
	"no such group": {"input": {"host": {"groups": {}}}, "want": []},
	"no groups told": {"input": {"host": {}}, "want": ["unknown: host.groups"]},
	"null": {"input": {"host": {"groups": null}}, "want": ["unknown: host.groups"]},
	"no host": {"input": {}, "want": ["unknown: host.groups"]},
}

findings(document) := results if {
	params := {"check": "docker_members"}
	results := host.findings(fixture.rule("runtime", "host"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"host": {"groups": {"docker": {"gid": 999, "members": ["a", "b"]}}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["fea0700c0d3d3646fc97b64360af21c9", "4ed8d57119e6225cd5afd20e0810de29"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
