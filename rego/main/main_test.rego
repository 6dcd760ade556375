package main_test

import data.main

finding(action, location) := {
	"gate": "dockerfile",
	"trigger": "instruction",
	"trigger_id": action,
	"message": sprintf("found, %s", [action]),
	"action": action,
	"location": location,
}

decision(parts) := object.union(
	{
		"final_action": "go",
		"reason": "policy_evaluation",
		"findings": [],
		"errors": [],
		"warnings": [],
		"not_evaluated": [],
	},
	parts,
)

report(action) := {
	"msg": sprintf("found, %s", [action]),
	"gate": "dockerfile",
	"trigger": "instruction",
	"trigger_id": action,
}

findings := [
	finding("stop", {"file": "Dockerfile", "start_line": 3, "end_line": 4}),
	finding("warn", {"path": "/x", "layer": 0}),
	finding("go", null),
]

stopped := object.union(report("stop"), {"_loc": {"file": "Dockerfile", "line": 3}})

error := {"gate": null, "trigger": null, "message": "m", "kind": "BundleError"}

cases := {
	"go": {"decision": decision({"findings": [finding("go", null)]}), "deny": set(), "warn": set()},
	"stop": {
		"decision": decision({"final_action": "stop", "findings": findings}),
		"deny": {stopped},
		"warn": {report("warn")},
	},
	"warn": {
		"decision": decision({"final_action": "warn", "findings": [finding("warn", null)]}),
		"deny": set(),
		"warn": {report("warn")},
	},
	"whitelisted image": {
		"decision": decision({"reason": "whitelisted", "findings": findings}),
		"deny": set(),
		"warn": set(),
	},
	"blacklisted image": {
		"decision": decision({"final_action": "stop", "reason": "blacklisted"}),
		"deny": {{"msg": "the image is blacklisted"}},
		"warn": set(),
	},
	"error": {
		"decision": decision({"final_action": "stop", "errors": [error]}),
		"deny": {{"msg": "m", "gate": null, "trigger": null}},
		"warn": set(),
	},
	"error that does not decide": {
		"decision": decision({"errors": [error]}),
		"deny": set(),
		"warn": {{"msg": "m", "gate": null, "trigger": null}},
	},
	"not evaluated": {
		"decision": decision({"not_evaluated": [{"gate": "files", "trigger": "name_match", "needs": ["files", "image"]}]}),
		"deny": set(),
		"warn": {{"msg": "skipped: no image given", "gate": "files", "trigger": "name_match"}},
	},
	"warnings": {
		"decision": decision({"warnings": [
			{"kind": "no_mapping", "message": "none"},
			{"kind": "whitelist_item_unused", "message": "unused"},
		]}),
		"deny": set(),
		"warn": {{"msg": "none"}},
	},
}

test_main[name] if {
	some name, tc in cases
	[main.deny, main.warn] == [tc.deny, tc.warn] with data.pratique.decision as tc.decision
}
