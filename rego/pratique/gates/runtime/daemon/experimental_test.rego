package pratique.gates.runtime.daemon.experimental_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"on": {"input": {"daemon": {"info": {"ExperimentalBuild": true}}}, "want": ["experimental features are enabled"]},
	"off": {"input": {"daemon": {"version": {"Server": {"Experimental": false}}}}, "want": []},
	"on, by docker version": {
		"input": {"daemon": {"version": {"Server": {"Experimental": true}}}},
		"want": ["experimental features are enabled"],
	},
	"as configured": {
		"input": {"daemon": {"effective": {"experimental": true}}},
		"want": ["experimental features are enabled"],
	},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"docker info before configuration": {
		"input": {"daemon": {"info": {"ExperimentalBuild": false}, "effective": {"experimental": true}}},
		"want": [],
	},
	"null": {
		"input": {"daemon": {"effective": {"experimental": null}}},
		"want": [
			"unknown: daemon: info.ExperimentalBuild or version.Server.Experimental or effective.experimental is not known",
		],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": [
			"unknown: daemon: info.ExperimentalBuild or version.Server.Experimental or effective.experimental is not known",
		],
	},
	"no daemon": {
		"input": {},
		"want": [
			"unknown: daemon: info.ExperimentalBuild or version.Server.Experimental or effective.experimental is not known",
		],
	},
}

findings(document) := results if {
	params := {"check": "experimental"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"ExperimentalBuild": true}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["69fe2040b2e936b039b8e8c74fd33856"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
