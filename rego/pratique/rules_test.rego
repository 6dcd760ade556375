package pratique_test

import data.pratique
import data.pratique.fixture_test as fixture

# Texts stand there of rules that have findings, and of no others; the severity follows from the action.
test_rules if {
	policy := fixture.policy("p1", [
		{"action": "stop", "fires": ["x", "y"]},
		{"action": "warn", "fires": []},
		{"action": "go", "fires": ["x"]},
	])
	got := pratique.decision.rules with input as fixture.document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": policy}
	got == {
		"/policies/0/rules/0": object.union(fixture.texts, {"severity": "high"}),
		"/policies/0/rules/2": object.union(fixture.texts, {"severity": "info"}),
	}
}

test_rules_without_texts if {
	policy := object.remove(fixture.policy("p1", [fires("warn")]), ["texts"])
	got := pratique.decision.rules with input as fixture.document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": policy}
	got == {"/policies/0/rules/0": {
		"title": "",
		"description": "",
		"remediation": "",
		"help": "",
		"severity": "medium",
	}}
}
