package pratique.policies_test

import data.pratique
import data.pratique.fixture_test as fixture

mapped(policies) := fixture.bundle({"mapping": {"policies": policies}})

test_order if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["p2", "p1", "p2"])
		with data.pratique.policies as {
			"p1": fixture.policy("one", [{"action": "go", "fires": ["b", "a", "b"]}]),
			"p2": fixture.policy("two", [{"action": "go", "fires": ["y"]}, {"action": "stop", "fires": ["x"]}]),
		}
	two := [fixture.finding("two", 0, "go", "y"), fixture.finding("two", 1, "stop", "x")]
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
		"reasons": ["not extracted: image.size"],
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

# A part of what was given was not read: rules on it are not evaluated, whatever they found, and
# no others.
test_partial[name] if {
	some name, tc in {
		"its section": {
			"needs": ["containers"],
			"problem": {"section": "containers", "partial": true},
			"want": [["containers: include"]],
		},
		"a detail of the section": {
			"needs": ["containers:x"],
			"problem": {"section": "containers", "partial": true},
			"want": [["containers: include"]],
		},
		"another section": {"needs": ["files"], "problem": {"section": "containers", "partial": true}, "want": []},
		"no part": {"needs": ["containers"], "problem": {"section": "containers"}, "want": []},
		"no part, said": {"needs": ["containers"], "problem": {"section": "containers", "partial": false}, "want": []},
	}
	document := object.union(fixture.document, {"containers": [], "problems": [
		{"section": "files", "message": "x", "minor": true},
		object.union({"message": "include", "minor": true}, tc.problem),
	]})
	got := pratique.decision with input as document
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a"], "needs": tc.needs}])}
	[rule.needs | some rule in got.not_evaluated] == tc.want
	{rule.location.pointer | some rule in got.not_evaluated} == {"/problems/1" | tc.want[0]}
	count(got.findings) == 1
	got.errors == []
}

test_partial_deployment if {
	rule := {"fires": [], "needs": [], "gate": "runtime", "trigger": "deployment"}
	document := object.union(
		fixture.document,
		{"problems": [{"section": "containers", "message": "m", "minor": true, "partial": true}]},
	)
	got := pratique.decision with input as document
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [rule])}
	count(got.not_evaluated) == 1
}

# Without the answers to its Python expressions a rule is in error, unless other data are missing.
test_without_answers[name] if {
	some name, tc in {
		"no answers": {
			"needs": ["files", "matches:g.t.p:x"],
			"searched": ["files"],
			"action": "stop",
			"errors": 1,
			"not_evaluated": 0,
		},
		"answers": {
			"needs": ["files", "matches:g.t.p:x"],
			"searched": ["files", "matches"],
			"action": "go",
			"errors": 0,
			"not_evaluated": 0,
		},
		"nothing to answer about": {
			"needs": ["files", "matches:g.t.p:x"],
			"searched": [],
			"action": "go",
			"errors": 0,
			"not_evaluated": 1,
		},
	}
	document := object.union(fixture.document, {"searched": {"sections": tc.searched}})
	got := pratique.decision with input as document
		with data.pratique.bundle as mapped(["p1"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": [], "needs": tc.needs}])}
	[got.final_action, count(got.errors), count(got.not_evaluated)] == [tc.action, tc.errors, tc.not_evaluated]
	every error in got.errors {
		error.pointer == "/policies/0/rules/0"
	}
}
