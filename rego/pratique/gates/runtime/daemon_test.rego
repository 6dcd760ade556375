package pratique.gates.runtime.daemon_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

findings(check, document) := results if {
	results := daemon.findings(fixture.rule("runtime", "daemon"), {"check": check}) with input as document
}

test_finding if {
	[result] := findings("icc", {"daemon": {"effective": {"icc": true}}})
	result.message == "containers on the default bridge can reach each other"
	result.location == null
}

test_no_such_check if not findings("nothing", {"daemon": {}})
