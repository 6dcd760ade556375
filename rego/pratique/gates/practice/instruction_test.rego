package pratique.gates.practice.instruction_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

findings(check, document) := results if {
	results := instruction.findings(fixture.rule("practice", "instruction"), {"check": check}) with input as document
}

# A Dockerfile that was rebuilt from the history has no lines, and the same trigger ids.
test_history if {
	[built] := findings("maintainer", given.guessed([["MAINTAINER", "x"]]))
	[supplied] := findings("maintainer", given.dockerfile([["MAINTAINER", "x"]]))
	built.location == null
	supplied.location == {"file": "Dockerfile", "start_line": 2, "end_line": 2}
	built.trigger_id == supplied.trigger_id
}

test_no_such_check if not findings("nothing", given.dockerfile([]))
