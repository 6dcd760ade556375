package pratique.gates.hardening.package_list_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_package_list if {
	document := {
		"packages": [{"name": name, "version": "1", "type": "apkg"} | some name in ["musl", "gcc", "libx", "gcc"]],
	}
	results := hardening.package_list.findings(record, {"allowed": ["musl", "lib*"]}) with input as document
	fixture.messages(results) == ["Package is not allowed: gcc"]
}

separate_findings(document) := results if {
	params := {"allowed": ["x"]}
	results := hardening.package_list.findings(fixture.rule("hardening", "package_list"), params) with input as document
}

several := {"packages": [{"name": "a", "version": "1", "type": "apkg"}, {"name": "b", "version": "1", "type": "apkg"}]}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["b6ee15ec609be9dfa6485dfb72f918b4", "dbaca7476392b12d88820abe03e1c863"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
