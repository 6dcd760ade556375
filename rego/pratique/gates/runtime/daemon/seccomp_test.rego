package pratique.gates.runtime.daemon.seccomp_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"unconfined": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=unconfined"]}}},
		"want": ["the seccomp profile is not the default one"],
	},
	"the default": {"input": {"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=default"]}}}, "want": []},
	"built in": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=apparmor", "name=seccomp,profile=builtin"]}}},
		"want": [],
	},
	"of old": {"input": {"daemon": {"info": {"SecurityOptions": ["apparmor", "seccomp"]}}}, "want": []},
	"none": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=apparmor"]}}},
		"want": ["the seccomp profile is not the default one"],
	},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"of a file": {
		"input": {"daemon": {"effective": {"seccomp-profile": "/x.json"}}},
		"want": ["the seccomp profile is not the default one"],
	},
	"built in, as configured": {"input": {"daemon": {"effective": {"seccomp-profile": "builtin"}}}, "want": []},
	"the default, as configured": {"input": {"daemon": {"effective": {"seccomp-profile": "default"}}}, "want": []},
	"of a file, as docker info says": {
		"input": {"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=/x.json"]}, "effective": {}}},
		"want": ["the seccomp profile is not the default one"],
	},
	"null": {
		"input": {"daemon": {"effective": {"seccomp-profile": null}}},
		"want": ["unknown: daemon: info.SecurityOptions or effective.seccomp-profile is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.SecurityOptions or effective.seccomp-profile is not known"],
	},
	"no daemon": {
		"input": {},
		"want": ["unknown: daemon: info.SecurityOptions or effective.seccomp-profile is not known"],
	},
}

findings(document) := results if {
	params := {"check": "seccomp"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=unconfined"]}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["6e1c72f365408aca514853ef0508dd76"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
