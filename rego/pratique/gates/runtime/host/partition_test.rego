package pratique.gates.runtime.host.partition_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"on one of its own": {"input": {"host": {"mounts": [{"target": "/var/lib/docker"}]}}, "want": []},
	"on the host's": {
		"input": {"host": {"mounts": [{"target": "/"}]}},
		"want": ["/var/lib/docker has no separate partition"],
	},
	"as docker info says": {
		"input": {"host": {"mounts": [{"target": "/"}]}, "daemon": {"info": {"DockerRootDir": "/data"}}},
		"want": ["/data has no separate partition"],
	},
	"with user namespaces": {
		"input": {"host": {"mounts": [{"target": "/"}]}, "daemon": {"info": {"DockerRootDir": "/data/231072.231072"}}},
		"want": ["/data has no separate partition"],
	},
	"as configured": {
		"input": {"host": {"mounts": [{"target": "/"}]}, "daemon": {"effective": {"data-root": "/srv"}}},
		"want": ["/srv has no separate partition"],
	},
	"as configured of old": {
		"input": {"host": {"mounts": [{"target": "/"}]}, "daemon": {"effective": {"graph": "/old", "data-root": null}}},
		"want": ["/old has no separate partition"],
	},
	"docker info before configuration": {
		"input": {
			"host": {"mounts": [{"target": "/"}]},
			"daemon": {"info": {"DockerRootDir": "/a"}, "effective": {"data-root": "/b", "graph": "/c"}},
		},
		"want": ["/a has no separate partition"],
	},
	"no mounts told": {"input": {"host": {}}, "want": ["unknown: host.mounts"]},
	"null": {"input": {"host": {"mounts": null}}, "want": ["unknown: host.mounts"]},
	"no host": {"input": {}, "want": ["unknown: host.mounts"]},
}

findings(document) := results if {
	params := {"check": "partition"}
	results := host.findings(fixture.rule("runtime", "host"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"host": {"mounts": []}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["808045d29e0a49f6edec8091d1048dd7"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
