package pratique.gates.hardening.port_list_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	every document in [given.unread, given.guessed([])] {
		results := hardening.port_list.findings(record, {"allowed": ["80"], "required": []}) with input as document
		fixture.messages(results) == unknown
	}
}

test_port_list if {
	document := given.dockerfile([["EXPOSE", "8080 9229 53/udp"], ["EXPOSE", "$X"]])
	want := [
		"Port is exposed but not allowed: 53/udp [2]",
		"Port is exposed but not allowed: 9229/tcp [2]",
		"Port is required but not exposed: 8443",
		"unknown: dockerfile: the port $X is not known",
	]
	results := hardening.port_list.findings(
		record,
		{"allowed": ["8000-8100", "53/tcp"], "required": ["8443", "8080/tcp"]},
	) with input as document
	fixture.messages(results) == want
}

separate_findings(document) := results if {
	params := {"allowed": ["1"], "required": ["80", "81"]}
	results := hardening.port_list.findings(fixture.rule("hardening", "port_list"), params) with input as document
}

several := given.dockerfile([["EXPOSE", "82 83 83/udp"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"9348a8aa4d7c4c62a58a9aa3d47d9098",
		"c190192b7503c825440b31f89f3e227e",
		"c6ced22f801660e13c119e6d08e06d67",
		"99d358e5f8982e555454aeb234498b62",
		"2df882ded690d8fb41fa9ce3e85a02d2",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
