package pratique.gates.runtime.daemon.autolock_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"off": {
		"input": {"daemon": {"info": {"Swarm": {"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": false}}}}}}},
		"want": ["swarm managers are not locked"],
	},
	"on": {
		"input": {"daemon": {"info": {"Swarm": {"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": true}}}}}}},
		"want": [],
	},
	"null": {
		"input": {"daemon": {"info": {"Swarm": {"Cluster": null}}}},
		"want": ["unknown: daemon: info.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers is not known"],
	},
	"no daemon": {
		"input": {},
		"want": ["unknown: daemon: info.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers is not known"],
	},
}

findings(document) := results if {
	params := {"check": "autolock"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"Swarm": {"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": false}}}}}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["0169a916fdb3f9b464b6f7052138dd33"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
