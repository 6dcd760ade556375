package pratique.gates.always.always_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.always.always

record := fixture.rule("always", "always")

test_fires[name] if {
	some name, document in {"absent": {}, "null": null, "no object": "x"}
	always.findings(record, {}) == [
		fixture.fired(record, "Unconditional trigger match", "always", null),
	] with input as document
}
