package pratique.gates.hardening.privileged_port_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	every document in [given.unread, given.guessed([])] {
		fixture.messages(hardening.privileged_port.findings(record, {})) == unknown with input as document
	}
}

test_privileged_port if {
	document := given.dockerfile([["EXPOSE", "80 8080 53/udp 1024 $X"]])
	want := [
		"Privileged port is exposed: 53/udp [2]",
		"Privileged port is exposed: 80/tcp [2]",
		"unknown: dockerfile: the port $X is not known",
	]
	fixture.messages(hardening.privileged_port.findings(record, {})) == want with input as document
}

separate_findings(document) := results if {
	params := {}
	results := hardening.privileged_port.findings(
		fixture.rule("hardening", "privileged_port"),
		params,
	) with input as document
}

several := given.dockerfile([["EXPOSE", "80 53/udp 53"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"a91aaf48e85bf0fe65a73ccfe91885d2",
		"009fb0da62b1ba696c060a43434aa2b5",
		"f4d69fdf7d9ccbe1138471977ce76f47",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
