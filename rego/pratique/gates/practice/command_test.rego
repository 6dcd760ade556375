package pratique.gates.practice.command_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.command

findings(check, document) := results if {
	results := command.findings(fixture.rule("practice", "command"), {"check": check}) with input as document
}

# A Dockerfile that was rebuilt from the history has no lines, and the same trigger ids.
test_history if {
	[built] := findings("sudo", given.guessed([given.run("x", ["sudo x"])]))
	[supplied] := findings("sudo", given.dockerfile([given.run("x", ["sudo x"])]))
	built.location == null
	supplied.location == {"file": "Dockerfile", "start_line": 2, "end_line": 2}
	built.trigger_id == supplied.trigger_id
}

test_no_such_check if not findings("nothing", given.dockerfile([]))
