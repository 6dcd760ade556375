package pratique.gates.runtime.daemon.userns_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"not mapped": {"input": {"daemon": {"effective": {}}}, "want": ["user namespaces are not enabled"]},
	"mapped": {"input": {"daemon": {"effective": {"userns-remap": "default"}}}, "want": []},
	"mapped, by docker info": {"input": {"daemon": {"info": {"SecurityOptions": ["name=userns"]}}}, "want": []},
	"not mapped, by docker info": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=seccomp"]}}},
		"want": ["user namespaces are not enabled"],
	},
	"null": {
		"input": {"daemon": {"effective": {"userns-remap": null}}},
		"want": ["unknown: daemon: effective.userns-remap or info.SecurityOptions is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: effective.userns-remap or info.SecurityOptions is not known"],
	},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.userns-remap or info.SecurityOptions is not known"]},
}

findings(document) := results if {
	params := {"check": "userns"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["512ebb17be4d8d17e2824356c5636182"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
