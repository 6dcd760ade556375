package pratique.gates.runtime.daemon.managers_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"more": {
		"input": {"daemon": {"info": {"Swarm": {"Managers": 21}}}},
		"want": ["the swarm has 21 managers, more than 20"],
	},
	"equal": {"input": {"daemon": {"info": {"Swarm": {"Managers": 20}}}}, "want": []},
	"of a worker": {
		"input": {"daemon": {"info": {"Swarm": {"ControlAvailable": false, "Managers": 0}}}},
		"want": ["unknown: daemon: info.Swarm.Managers is not known"],
	},
	"of a manager": {"input": {"daemon": {"info": {"Swarm": {"ControlAvailable": true, "Managers": 3}}}}, "want": []},
	"null": {
		"input": {"daemon": {"info": {"Swarm": {"Managers": null}}}},
		"want": ["unknown: daemon: info.Swarm.Managers is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: info.Swarm.Managers is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: info.Swarm.Managers is not known"]},
}

findings(document) := results if {
	params := {"check": "managers", "minimum": "20"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"Swarm": {"Managers": 21}}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["dff7e786076769d0dee696748e15e3ac"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
