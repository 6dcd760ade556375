package pratique.gates.runtime.daemon.swarm_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"in one": {
		"input": {"daemon": {"info": {"Swarm": {"LocalNodeState": "active"}}}},
		"want": ["swarm mode is active"],
	},
	"in none": {"input": {"daemon": {"info": {"Swarm": {"LocalNodeState": "inactive"}}}}, "want": []},
	"joining one": {
		"input": {"daemon": {"info": {"Swarm": {"LocalNodeState": "pending"}}}},
		"want": ["swarm mode is pending"],
	},
	"null": {
		"input": {"daemon": {"info": {"Swarm": null}}},
		"want": ["unknown: daemon: info.Swarm.LocalNodeState is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: info.Swarm.LocalNodeState is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: info.Swarm.LocalNodeState is not known"]},
}

findings(document) := results if {
	params := {"check": "swarm"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"Swarm": {"LocalNodeState": "active"}}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["b40efa515623e567544a94a24a50283b"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
