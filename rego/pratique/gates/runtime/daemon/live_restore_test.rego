package pratique.gates.runtime.daemon.live_restore_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"off": {
		"input": {"daemon": {"info": {"LiveRestoreEnabled": false}}},
		"want": ["live restore is disabled: containers stop with the daemon"],
	},
	"on": {"input": {"daemon": {"info": {"LiveRestoreEnabled": true}}}, "want": []},
	"off, in a swarm": {
		"input": {"daemon": {"info": {"LiveRestoreEnabled": false, "Swarm": {"LocalNodeState": "active"}}}},
		"want": [],
	},
	"off, in no swarm": {
		"input": {"daemon": {"info": {"LiveRestoreEnabled": false, "Swarm": {"LocalNodeState": "inactive"}}}},
		"want": ["live restore is disabled: containers stop with the daemon"],
	},
	"off, as far as is configured": {
		"input": {"daemon": {"effective": {}}},
		"want": ["unknown: daemon: info.Swarm.LocalNodeState is not known"],
	},
	"on, as far as is configured": {"input": {"daemon": {"effective": {"live-restore": true}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"live-restore": null}}},
		"want": ["unknown: daemon: info.LiveRestoreEnabled or effective.live-restore is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.LiveRestoreEnabled or effective.live-restore is not known"],
	},
	"no daemon": {
		"input": {},
		"want": ["unknown: daemon: info.LiveRestoreEnabled or effective.live-restore is not known"],
	},
}

findings(document) := results if {
	params := {"check": "live_restore"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"LiveRestoreEnabled": false}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["4a65ede403c24c42a94d2cfc04c46a22"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
