package pratique.gates.runtime.host_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

findings(check, document) := results if {
	results := host.findings(fixture.rule("runtime", "host"), {"check": check}) with input as document
}

# Unlike the order of the document, that of the messages is the same for each host.
test_sorted if {
	document := {"host": {"groups": {"docker": {"members": ["b", "a"]}}}}
	fixture.messages(findings("docker_members", document)) == [
		"member of the group docker: a",
		"member of the group docker: b",
	]
}

test_no_such_check if not findings("nothing", {"host": {}})
