package pratique.gates.runtime.daemon.version_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"older": {
		"input": {"daemon": {"info": {"ServerVersion": "1.12.1"}}},
		"want": ["version 1.12.1 is older than 20"],
	},
	"of the server": {"input": {"daemon": {"version": {"Server": {"Version": "27.3.1-ce"}}}}, "want": []},
	"equal": {"input": {"daemon": {"info": {"ServerVersion": "20"}}}, "want": []},
	"a patch older": {
		"input": {"daemon": {"info": {"ServerVersion": "19.9.9"}}},
		"want": ["version 19.9.9 is older than 20"],
	},
	"of the server before that of docker info": {
		"input": {"daemon": {"version": {"Server": {"Version": "27.3.1"}}, "info": {"ServerVersion": "1.0"}}},
		"want": [],
	},
	"without numbers": {
		"input": {"daemon": {"info": {"ServerVersion": "dev"}}},
		"want": ["unknown: daemon: the version is not known"],
	},
	"null": {
		"input": {"daemon": {"info": {"ServerVersion": null}}},
		"want": ["unknown: daemon: version.Server.Version or info.ServerVersion is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: version.Server.Version or info.ServerVersion is not known"],
	},
	"no daemon": {"input": {}, "want": ["unknown: daemon: version.Server.Version or info.ServerVersion is not known"]},
}

findings(document) := results if {
	params := {"check": "version", "minimum": "20"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"ServerVersion": "1.12.1"}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["f436932c0c74f78ebe83300248c362d0"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
