package pratique_test

import data.pratique
import data.pratique.fixture_test as fixture

fires(action) := {"action": action, "fires": ["x"]}

test_whole if {
	policies := {"p1": fixture.policy("p1", [fires("warn"), {"action": "stop", "fires": []}])}
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as policies
	got == {
		"final_action": "warn",
		"policy_action": "warn",
		"reason": "policy_evaluation",
		"bundle": {"id": "b", "name": "B", "version": "1_0"},
		"image": {"registry": "docker.io", "repository": "library/x", "tag": "1", "digest": "sha256:aa", "id": "bb"},
		"evaluated_at": "2024-03-15T12:00:00Z",
		"matched_mapping": {"name": "all"},
		"matched_whitelisted_image": null,
		"matched_blacklisted_image": null,
		"policies": [{"id": "p1", "name": null, "final_action": "warn", "rules": 2}],
		"findings": [fixture.finding("p1", 0, "warn", "x")],
		"rules": {"/policies/0/rules/0": object.union(fixture.texts, {"severity": "medium"})},
		"errors": [],
		"warnings": [],
		"not_evaluated": [],
	}
}

listed(name) := {"pointer": sprintf("/%s/0", [name]), "rule": {"name": name}}

white := {"whitelisted_image": listed("whitelisted_images")}

black := {"blacklisted_image": listed("blacklisted_images")}

# image lists, actions of the rules -> final action, policy action, reason
actions := {
	"stop is worst": {"lists": {}, "actions": ["go", "stop", "warn"], "want": ["stop", "stop", "policy_evaluation"]},
	"warn is worse": {"lists": {}, "actions": ["go", "warn"], "want": ["warn", "warn", "policy_evaluation"]},
	"go": {"lists": {}, "actions": ["go"], "want": ["go", "go", "policy_evaluation"]},
	"no findings": {"lists": {}, "actions": [], "want": ["go", "go", "policy_evaluation"]},
	"whitelisted image": {"lists": white, "actions": ["stop"], "want": ["go", "stop", "whitelisted"]},
	"blacklisted image": {"lists": black, "actions": ["go"], "want": ["stop", "go", "blacklisted"]},
	"both": {"lists": object.union(white, black), "actions": ["warn"], "want": ["stop", "warn", "blacklisted"]},
}

test_actions[name] if {
	some name, tc in actions
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle(tc.lists)
		with data.pratique.policies as {"p1": fixture.policy("p1", [fires(action) | some action in tc.actions])}
	[got.final_action, got.policy_action, got.reason] == tc.want
	got.errors == []
}

test_matched_images if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle(object.union(white, black))
		with data.pratique.policies as {"p1": fixture.policy("p1", [])}
	got.matched_whitelisted_image == {"name": "whitelisted_images"}
	got.matched_blacklisted_image == {"name": "blacklisted_images"}
}

# compatibility.md#no-mapping.
test_no_mapping if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as object.remove(fixture.bundle({}), ["mapping"])
	[got.final_action, got.policy_action, got.reason] == ["go", "go", "policy_evaluation"]
	got.matched_mapping == null
	got.policies == []
	got.warnings == [{
		"kind": "no_mapping",
		"message": "no mapping of the bundle matches docker.io/library/x:1",
		"pointer": null,
	}]
}

documents := {
	"null": null,
	"text": "x",
	"list": [1],
	"empty": {},
	"image null": {"image": null},
	"image text": {"image": "x"},
}

test_any_input[name] if {
	some name, document in documents
	got := pratique.decision with input as document
		with time.now_ns as 1710504000000000000
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": fixture.policy("p1", [fires("warn")])}
	got.final_action == "warn"
	got.image == {}
	got.evaluated_at == "2024-03-15T12:00:00Z"
	got.errors == []
	count(got.warnings) > 0
}

# The library alone has nothing to decide by, which is not a pass.
test_no_bundle if {
	got := pratique.decision with input as fixture.document
	got.final_action == "stop"
	got.bundle == {"id": null, "name": null, "version": "1_0"}
	got.errors == [fixture.error({"kind": "BundleError", "message": "data.pratique.bundle.info is missing or incomplete"})]
}
