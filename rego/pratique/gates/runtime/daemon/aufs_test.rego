package pratique.gates.runtime.daemon.aufs_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"aufs": {"input": {"daemon": {"info": {"Driver": "aufs"}}}, "want": ["the storage driver is aufs"]},
	"another": {"input": {"daemon": {"effective": {"storage-driver": "overlay2"}}}, "want": []},
	"another, and not as configured": {
		"input": {"daemon": {"info": {"Driver": "overlay2"}, "effective": {"storage-driver": "aufs"}}},
		"want": [],
	},
	"of a container": {
		"input": {"containers": [{"storage_driver": "aufs"}, {"storage_driver": null}]},
		"want": ["the storage driver is aufs"],
	},
	"another of a container": {"input": {"containers": [{"storage_driver": "overlay2"}]}, "want": []},
	"of a container, not of the daemon": {
		"input": {"daemon": {"info": {"Driver": "overlay2"}}, "containers": [{"storage_driver": "aufs"}]},
		"want": ["the storage driver is aufs"],
	},
	"null": {
		"input": {"daemon": {"info": {"Driver": null}}},
		"want": ["unknown: daemon: info.Driver or effective.storage-driver is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.Driver or effective.storage-driver is not known"],
	},
	"no daemon": {"input": {}, "want": ["unknown: daemon: info.Driver or effective.storage-driver is not known"]},
}

findings(document) := results if {
	params := {"check": "aufs"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"Driver": "aufs"}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["b7194e58db43cb68f462653b045367b3"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
