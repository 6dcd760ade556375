package pratique.gates.runtime.daemon.insecure_registries_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"by option": {
		"input": {"daemon": {"effective": {"insecure-registries": ["r:5000"]}}},
		"want": ["registry is used without TLS: r:5000"],
	},
	"by docker info": {
		"input": {
			"daemon": {"info": {"RegistryConfig": {"IndexConfigs": {"x": {"Secure": false}, "y": {"Secure": true}}}}},
		},
		"want": ["registry is used without TLS: x"],
	},
	"a network": {
		"input": {"daemon": {"info": {"RegistryConfig": {"InsecureRegistryCIDRs": ["10.0.0.0/8"]}}}},
		"want": ["registry is used without TLS: 10.0.0.0/8"],
	},
	"of the host": {
		"input": {"daemon": {"effective": {"insecure-registries": ["127.0.0.0/8", "::1/128", "localhost"]}}},
		"want": [],
	},
	"both": {
		"input": {
			"daemon": {
				"effective": {"insecure-registries": ["b", "a"]},
				"info": {"RegistryConfig": {"IndexConfigs": {"c": {"Secure": false}}}},
			},
		},
		"want": ["registry is used without TLS: a", "registry is used without TLS: b", "registry is used without TLS: c"],
	},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"insecure-registries": null}}},
		"want": ["unknown: daemon: info.RegistryConfig or effective.insecure-registries is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.RegistryConfig or effective.insecure-registries is not known"],
	},
	"no daemon": {
		"input": {},
		"want": ["unknown: daemon: info.RegistryConfig or effective.insecure-registries is not known"],
	},
}

findings(document) := results if {
	params := {"check": "insecure_registries"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"insecure-registries": ["a", "b"]}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["acdaa2f43b9c76dabf0ea1b3716f0935", "5d80a4189c77a92918027ec718ef1e4b"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
