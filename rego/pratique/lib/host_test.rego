package pratique.lib.host_test

import data.pratique.fixture_test as fixture
import data.pratique.lib.host

rule := fixture.rule("runtime", "host")

test_report if {
	hits := [host.hit("b", {"path": "/b"}), host.hit("a", {"path": "/a"})]
	results := host.report(rule, {"check": "audit"}, {"missing": [], "hits": hits})
	fixture.messages(results) == ["a", "b"]
	results[0].trigger_id == crypto.md5(`["runtime","host",{"check":"audit","path":"/a"}]`)
}

# What is missing is told instead of what was found without it.
test_report_missing if {
	results := host.report(rule, {"check": "audit"}, {"missing": ["host.mounts"], "hits": [host.hit("a", {})]})
	fixture.messages(results) == ["unknown: host.mounts"]
}

test_tells if {
	host.tells("mounts") with input as {"host": {"mounts": []}}
	host.missing("mounts") == [] with input as {"host": {"mounts": []}}
	every document in [{}, {"host": {}}, {"host": {"mounts": null}}] {
		not host.tells("mounts") with input as document
		host.missing("mounts") == ["host.mounts"] with input as document
	}
}
