package pratique.explain_test

import data.pratique.explain
import data.pratique.fixture_test as fixture

image := {
	"registry": "docker.io",
	"repository": "library/x",
	"tag": "1",
	"digest": "sha256:aa",
	"id": "bb",
	"size": 5,
	"layers": [{"digest": "sha256:l0"}, {"digest": "sha256:l1"}],
	"history": [
		{"created_by": "FROM", "layer": 0},
		{"created_by": "ENV", "layer": null},
		{"created_by": "COPY", "layer": 1},
	],
}

document := object.union(fixture.document, {
	"image": image,
	"files": {"/a": {"type": "file", "layer": 1}, "/b": {"type": "file"}},
	"dockerfile": {"mode": "actual", "path": "Dockerfile", "contents": "FROM x\nRUN a && \\\n  b\nUSER root", "lines": {}},
})

nothing := {"policies": {}, "whitelists": {}, "selectors": {}}

explained(doc, bundle, modules) := result if {
	every_module := object.union(nothing, modules)
	result := explain.document with input as doc
		with data.pratique.bundle as bundle
		with data.pratique.policies as every_module.policies
		with data.pratique.whitelists as every_module.whitelists
		with data.pratique.selectors as every_module.selectors
}

test_verdict if {
	got := explained(document, fixture.bundle({}), {"policies": {"p1": fixture.policy("p1", [])}})
	got.final_action == "go"
	got.policy_action == "go"
	got.reason == "policy_evaluation"
	got.bundle == {"id": "b", "name": "B", "version": "1_0"}
	got.evaluated_at == "2024-03-15T12:00:00Z"
	got.image.matched_as == {
		"registry": "docker.io",
		"repository": "library/x",
		"tag": "1",
		"digest": "sha256:aa",
		"id": "bb",
	}
	got.image.tag == "1"
	got.mappings == []
	got.rules == []
	got.whitelists == []
	got.errors == []
	got.warnings == []
}

# A document of nothing is explained as well.
test_empty if {
	got := explained({}, {}, {})
	got.final_action == "stop"
	got.image.matched_as == {"registry": "docker.io", "repository": "*/*", "tag": "*", "digest": null, "id": null}
	count(got.errors) == 1
}

test_without_selectors if {
	got := explain.document.mappings with input as document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": fixture.policy("p1", [])}
	got == []
}

anything := {"any": true, "pattern": "*"}

exactly(text) := {"equal": text, "pattern": text}

re2(text) := {"re2": text, "pattern": text}

broken := {"error": "nothing to repeat", "pattern": "regexp:*"}

selector(pointer, forms, never) := object.union(
	{
		"pointer": pointer,
		"name": null,
		"fields": [object.union({"field": field}, forms[i]) | some i, field in ["registry", "repository", "tag"]],
	},
	never,
)

# The forms of registry, repository and tag -> the state of a selector that is not the match,
# and what each comparison says.
selectors := {
	"all": {"forms": [anything, anything, anything], "want": ["shadowed", [], [true, true, true]]},
	"equal": {
		"forms": [exactly("docker.io"), exactly("library/x"), exactly("1")],
		"want": ["shadowed", [], [true, true, true]],
	},
	"expressions": {"forms": [re2("docker"), re2("^lib"), re2("^2")], "want": ["failed", ["tag"], [true, true, false]]},
	"two fail": {
		"forms": [exactly("quay.io"), anything, exactly("2")],
		"want": ["failed", ["registry", "tag"], [false, true, false]],
	},
	"broken": {"forms": [anything, broken, anything], "want": ["broken", [], [true, null, true]]},
	"fails before it breaks": {
		"forms": [exactly("quay.io"), broken, anything],
		"want": ["failed", ["registry"], [false, null, true]],
	},
	"breaks before it fails": {
		"forms": [anything, broken, exactly("2")],
		"want": ["broken", ["tag"], [true, null, false]],
	},
}

test_selectors[name] if {
	some name, tc in selectors
	lists := {list: [selector(sprintf("/%s/1", [list]), tc.forms, {})] |
		some list in ["mappings", "whitelisted_images", "blacklisted_images"]
	}
	got := explained(document, fixture.bundle({}), {"policies": {"p1": fixture.policy("p1", [])}, "selectors": lists})
	some list in ["mappings", "whitelisted_images", "blacklisted_images"]
	[one] := got[list]
	[one.state, one.failed_on, [field.matches | some field in one.fields]] == tc.want
}

test_winners if {
	lists := {
		"mappings": [
			selector("/mappings/0", [anything, anything, anything], {}),
			selector("/mappings/1", [anything, anything, anything], {"never": "so"}),
		],
		"whitelisted_images": [selector("/whitelisted_images/0", [anything, anything, anything], {})],
		"blacklisted_images": [selector("/blacklisted_images/0", [anything, anything, anything], {})],
	}
	listed := {
		"whitelisted_image": {"pointer": "/whitelisted_images/0", "rule": {}},
		"blacklisted_image": {"pointer": "/blacklisted_images/0", "rule": {}},
	}
	got := explained(document, fixture.bundle(listed), {"policies": {"p1": fixture.policy("p1", [])}, "selectors": lists})
	[[one.state, one.never] | some one in got.mappings] == [["won", null], ["never", "so"]]
	[one.state | some one in got.whitelisted_images] == ["won"]
	[one.state | some one in got.blacklisted_images] == ["won"]
}

# What a selector is compared with may not be there.
test_absent_value if {
	field := {"field": "id", "re2": ".*", "pattern": "x"}
	lists := {
		"mappings": [
			{"pointer": "/mappings/1", "name": "m", "fields": [field, object.union(field, {"field": "digest", "equal": "x"})]},
		],
	}
	got := explained(
		object.remove(document, ["image"]),
		fixture.bundle({}),
		{"policies": {"p1": fixture.policy("p1", [])}, "selectors": lists},
	)
	[one] := got.mappings
	one.state == "failed"
	[[f.value, f.matches] | some f in one.fields] == [[null, false], [null, false]]
}

# A rule -> its state and what it could not read.
rules := {
	"found": {"rule": {"fires": ["a", "b"]}, "want": ["found", [], 2]},
	"silent": {"rule": {"fires": []}, "want": ["silent", [], 0]},
	"not evaluated": {"rule": {"fires": ["a"], "needs": ["packages"]}, "want": ["not_evaluated", ["packages"], 0]},
	"end of life": {"rule": {"fires": ["a"], "end_of_life": "gone"}, "want": ["end_of_life", [], 0]},
}

test_rules[name] if {
	searched := object.union(document, {"searched": {"sections": ["files", "image", "dockerfile"]}})
	some name, tc in rules
	got := explained(searched, fixture.bundle({}), {"policies": {"p1": fixture.policy("p1", [tc.rule])}})
	[rule] := got.rules
	[rule.state, rule.unmet, count(rule.findings)] == tc.want
	rule.errors == []
	[
		rule.policy_id,
		rule.rule_id,
		rule.pointer,
		rule.gate,
		rule.trigger,
	] == ["p1", "r0", "/policies/0/rules/0", "files", "name_match"]
}

test_error if {
	policy := object.union(
		fixture.policy("p1", [{"fires": []}]),
		{"findings": {"/policies/0/rules/0": [fixture.raised(fixture.rule("files", "name_match"), "so")]}},
	)
	[rule] := explained(document, fixture.bundle({}), {"policies": {"p1": policy}}).rules
	rule.state == "error"
	rule.errors == ["Trigger evaluation failed for gate files and trigger name_match due to: so"]
}

# Named twice by the mapping, a policy reports twice and is explained once.
test_policy_twice if {
	mapping := {"policies": ["p1", "p2", "p1"], "whitelists": []}
	policies := {"p1": fixture.policy("p1", [{"fires": ["a"]}]), "p2": policy2}
	got := explained(document, fixture.bundle({"mapping": mapping}), {"policies": policies})
	[[rule.policy_id, count(rule.findings)] | some rule in got.rules] == [["p1", 2], ["p2", 0]]
}

policy2 := {
	"policy": {"id": "p2", "name": "P", "comment": null, "pointer": "/policies/1"},
	"rules": [rule2],
	"findings": {"/policies/1/rules/0": []},
}

rule2 := object.union(fixture.rule_of("p2", 0, {}), {"pointer": "/policies/1/rules/0"})

# A finding's location -> its facts.
facts := {
	"lines": {
		"location": {"file": "Dockerfile", "start_line": 2, "end_line": 3},
		"want": [
			{"kind": "dockerfile", "file": "Dockerfile", "start_line": 2, "end_line": 3, "text": ["RUN a && \\", "  b"]},
		],
	},
	"file in a layer": {
		"location": {"path": "/a", "layer": 1},
		"want": [{
			"kind": "file",
			"path": "/a",
			"entry": {"type": "file", "layer": 1},
			"layer": 1,
			"layer_digest": "sha256:l1",
			"created_by": "COPY",
		}],
	},
	"file in no layer": {
		"location": {"path": "/b"},
		"want": [{"kind": "file", "path": "/b", "entry": {"type": "file"}, "layer": null}],
	},
	"no file": {"location": {"path": "/c"}, "want": [{"kind": "file", "path": "/c", "entry": null, "layer": null}]},
	"nowhere": {
		"location": null,
		"want": [{"kind": "value", "need": "image.size", "value": 5}, {"kind": "section", "need": "files"}],
	},
}

located(location) := {
	"policy": {"id": "p1", "name": null, "comment": null, "pointer": "/policies/0"},
	"rules": [fixture.rule_of("p1", 0, {"needs": ["image.size", "files"]})],
	"findings": {"/policies/0/rules/0": [object.union(fixture.finding("p1", 0, "stop", "a"), {"location": location})]},
}

test_facts[name] if {
	some name, tc in facts
	[rule] := explained(document, fixture.bundle({}), {"policies": {"p1": located(tc.location)}}).rules
	[finding] := rule.findings
	finding.facts == tc.want
}

test_values if {
	doc := object.union(document, {"image": {"os": "linux", "x": true}})
	policy := object.union(located(null), {"rules": [fixture.rule_of("p1", 0, {"needs": ["image.os", "image.x"]})]})
	[rule] := explained(doc, fixture.bundle({}), {"policies": {"p1": policy}}).rules
	[fact.value | some fact in rule.findings[0].facts] == ["linux", true]
}

test_lines_without_text if {
	doc := object.remove(document, ["dockerfile"])
	[rule] := explained(
		doc,
		fixture.bundle({}),
		{"policies": {"p1": located({"file": "D", "start_line": 1, "end_line": 1})}},
	).rules
	rule.findings[0].facts[0].text == []
}

test_layer_without_history if {
	doc := object.union(document, {"image": {"history": []}})
	[rule] := explained(doc, fixture.bundle({}), {"policies": {"p1": located({"path": "/a", "layer": 1})}}).rules
	rule.findings[0].facts[0].created_by == null
}

whitelist := {
	"whitelist": {"id": "w", "name": "W", "pointer": "/whitelists/0"},
	"exact": {"files": {"a": [{"index": 0, "id": "i0", "pointer": "/whitelists/0/items/0"}]}},
	"patterns": [{"index": 1, "id": null, "gate": "npms", "re2": `\Ax`, "pointer": "/whitelists/0/items/1"}],
}

test_suppression if {
	mapping := {"whitelists": ["w", "w"]}
	got := explained(
		document,
		fixture.bundle({"mapping": mapping}),
		{"policies": {"p1": fixture.policy("p1", [{"fires": ["a", "b"]}])}, "whitelists": {"w": whitelist}},
	)
	[rule] := got.rules
	[finding.suppressed_by | some finding in rule.findings] == [
		{"whitelist_id": "w", "whitelist_name": "W", "item_id": "i0", "pointer": "/whitelists/0/items/0"},
		null,
	]
	[finding.near_misses | some finding in rule.findings] == [[], []]
	got.whitelists == [{"id": "w", "name": "W", "pointer": "/whitelists/0", "items": 2, "used": ["/whitelists/0/items/0"]}]
}

test_unused_whitelist if {
	got := explained(
		document,
		fixture.bundle({"mapping": {"whitelists": ["w"]}}),
		{"policies": {"p1": fixture.policy("p1", [])}, "whitelists": {"w": whitelist}},
	)
	got.whitelists == [{"id": "w", "name": "W", "pointer": "/whitelists/0", "items": 2, "used": []}]
}
