package pratique.policies_test

import data.pratique
import data.pratique.fixture_test as fixture

mapped(policies) := fixture.bundle({"mapping": {"policies": policies}})

test_order if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["p2", "p1", "p2"])
		with data.pratique.policies as {
			"p1": fixture.policy("one", [{"action": "go", "fires": ["b", "a", "b"]}]),
			"p2": fixture.policy("two", [{"action": "warn", "fires": ["y"]}, {"action": "stop", "fires": ["x"]}]),
		}
	two := [fixture.finding("two", 0, "warn", "y"), fixture.finding("two", 1, "stop", "x")]
	one := [fixture.finding("one", 0, "go", id) | some id in ["b", "a", "b"]]
	got.findings == array.flatten([two, one, two])
	[[policy.id, policy.final_action, policy.rules] | some policy in got.policies] == [
		["two", "stop", 2],
		["one", "go", 1],
		["two", "stop", 2],
	]
}

# Packages of the author's come after the mapping's policies, and also without a mapping.
test_namespaces[name] if {
	some name, tc in {
		"with a mapping": {"bundle": mapped(["p1"]), "want": ["one", "own"]},
		"without one": {"bundle": {"info": {}}, "want": ["own"]},
	}
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as object.union(tc.bundle, {"namespaces": ["n"]})
		with data.pratique.policies as {
			"p1": fixture.policy("one", []),
			"n": fixture.policy("own", [{"fires": ["x"]}]),
		}
	[policy.id | some policy in got.policies] == tc.want
	got.final_action == "stop"
}

# The rules' order is that of `rules`, not that of the pointers.
test_rules_order if {
	module := fixture.policy("p1", [{"fires": ["a"]}, {"fires": ["b"]}])
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": object.union(module, {"rules": array.reverse(module.rules)})}
	[finding.trigger_id | some finding in got.findings] == ["b", "a"]
}

# What the decision is made of, and no more.
test_parts[name] if {
	some name, tc in {
		"a rule that is evaluated": {"bundle": mapped(["p1"]), "rule": {"fires": ["a"]}, "want": [{
			"module": "p1",
			"pointer": "/policies/0/rules/0",
			"gate": "files",
			"trigger": "name_match",
		}]},
		"a rule whose needs are not met": {
			"bundle": mapped(["p1"]),
			"rule": {"fires": ["a"], "needs": ["image.size"]},
			"want": [],
		},
		"a rule at its end of life": {"bundle": mapped(["p1"]), "rule": {"fires": ["a"], "end_of_life": "gone"}, "want": []},
		"no mapping": {"bundle": {"info": {}}, "rule": {"fires": ["a"]}, "want": []},
	}
	got := pratique.parts with input as object.union(fixture.document, {"searched": {"sections": ["files"]}})
		with data.pratique.bundle as tc.bundle
		with data.pratique.policies as {"p1": fixture.policy("p1", [tc.rule])}
	got == tc.want
}

test_not_evaluated if {
	got := pratique.decision with input as object.union(fixture.document, {"searched": {"sections": ["files"]}})
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [
			{"fires": ["a"], "needs": ["files:path:/x"]},
			{"fires": ["b"], "needs": ["files", "image.size"]},
		])}
	got.findings == [fixture.finding("p1", 0, "stop", "a")]
	got.not_evaluated == [{
		"policy_id": "p1",
		"rule_id": "r1",
		"gate": "files",
		"trigger": "name_match",
		"rule_pointer": "/policies/0/rules/1",
		"needs": ["image.size"],
	}]
	got.errors == []
}

test_end_of_life if {
	module := fixture.policy(
		"p1",
		[{"fires": [], "gate": "pkgdiff", "trigger": "pkgadd", "end_of_life": "Gate pkgdiff has been …"}],
	)
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": object.remove(module, ["findings"])}
	got.final_action == "go"
	got.errors == []
	got.warnings == [{
		"kind": "EndOfLifedError",
		"severity": "error",
		"message": "Gate pkgdiff has been …",
		"pointer": "/policies/0/rules/0",
		"policy_id": "p1",
		"rule_id": "r0",
		"gate": "pkgdiff",
		"trigger": "pkgadd",
	}]
}

# A rule that reads nothing may leave out its needs.
test_no_needs if {
	module := fixture.policy("p1", [{"fires": ["a"]}])
	got := pratique.decision with input as object.union(fixture.document, {"searched": {}})
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {
			"p1": object.union(module, {"rules": [object.remove(rule, ["needs"]) | some rule in module.rules]}),
		}
	[finding.trigger_id | some finding in got.findings] == ["a"]
}
