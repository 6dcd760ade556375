package pratique.gates.hardening.effective_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_effective if {
	document := given.dockerfile([["EXPOSE", "80 $X 53/udp"], ["USER", "app:app"]])
	results := hardening.effective.findings(record, {"check": "user"}) with input as document
	fixture.messages(results) == ["Container runs as app:app [3]"]
	ports := ["Port is exposed: 53/udp [2]", "Port is exposed: 80/tcp [2]"]
	fixture.messages(hardening.effective.findings(record, {"check": "ports"})) == ports with input as document
	silent := [
		given.unread,
		given.configured({}),
		given.dockerfile([["USER", "$APP"]]),
		given.dockerfile([["USER", "0"]]),
	]
	every other in silent {
		hardening.effective.findings(record, {"check": "user"}) == [] with input as other
	}
}

separate_findings(document) := results if {
	params := {"check": "ports"}
	results := hardening.effective.findings(fixture.rule("hardening", "effective"), params) with input as document
}

several := given.dockerfile([["EXPOSE", "80 53/udp 53"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"fead5ef2ac4c02ee60071276c16658ac",
		"9ff3ea8f310dbe62e6058772d03f357f",
		"ff1b279935e26e308087db24aa0020ae",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
