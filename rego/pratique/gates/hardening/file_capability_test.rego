package pratique.gates.hardening.file_capability_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

test_file_capability if {
	document := {"files": {
		"/bin/ping": {"type": "file", "mode": 33261, "capabilities": "cap_net_raw=ep", "layer": 1},
		"/bin/dumpcap": {"type": "file", "mode": 33261, "capabilities": "cap_net_admin=ep"},
		"/bin/su": {"type": "file", "mode": 35309},
	}}
	results := hardening.file_capability.findings(record, {"allowed": ["/bin/dumpcap"]}) with input as document
	fixture.messages(results) == ["Program has file capabilities: /bin/ping: cap_net_raw=ep"]
	results[0].location == {"path": "/bin/ping", "layer": 1}
}

separate_findings(document) := results if {
	params := {"allowed": []}
	results := hardening.file_capability.findings(
		fixture.rule("hardening", "file_capability"),
		params,
	) with input as document
}

several := {"files": {
	"/a": {"type": "file", "mode": 33261, "capabilities": "cap_net_raw=ep"},
	"/b": {"type": "file", "mode": 33261, "capabilities": "cap_net_raw=ep"},
}}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["471e699d320cc987565889a16316c105", "2ed4ad5c99ebd849df383e565b1099e7"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
