package pratique.gates.hardening.set_id_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_set_id if {
	document := {"files": {
		"/bin/su": {"type": "file", "mode": 35309, "layer": 1},
		"/usr/bin/wall": {"type": "hardlink", "mode": 34285},
		"/usr/bin/passwd": {"type": "file", "mode": 35309},
		"/usr/local": {"type": "dir", "mode": 17917},
		"/bin/sh": {"type": "file", "mode": 33261},
	}}
	results := hardening.set_id.findings(record, {"allowed": ["/usr/bin/passwd"]}) with input as document
	fixture.messages(results) == [
		"Set-id program: /bin/su (mode 4755)",
		"Set-id program: /usr/bin/wall (mode 2755)",
	]
	results[0].location == {"path": "/bin/su", "layer": 1}
}

separate_findings(document) := results if {
	params := {"allowed": []}
	results := hardening.set_id.findings(fixture.rule("hardening", "set_id"), params) with input as document
}

several := {"files": {
	"/a": {"type": "file", "mode": 35309},
	"/b": {"type": "file", "mode": 35309},
	"/c": {"type": "file", "mode": 34285},
}}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"8507f9f3d718b71ce2e2e026c503adf8",
		"4a06b96d41c0f88152d8c6f0732e9ba3",
		"403053590ef8a0154e0b9f02337be8da",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
