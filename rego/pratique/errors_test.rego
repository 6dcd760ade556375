package pratique.errors_test

import data.pratique
import data.pratique.fixture_test as fixture

fires := {"p1": fixture.policy("p1", [{"action": "warn", "fires": ["x"]}])}

raised := {"error": {
	"policy_id": "p1",
	"rule_id": "r0",
	"gate": "files",
	"trigger": "name_match",
	"kind": "TriggerEvaluationError",
	"message": "m",
	"pointer": "/policies/0/rules/0",
}}

raising := {"p1": object.union(fixture.policy("p1", [{"fires": []}, {"action": "warn", "fires": ["x"]}]), {"findings": {
	"/policies/0/rules/0": [raised],
	"/policies/0/rules/1": [fixture.finding("p1", 1, "warn", "x")],
}})}

undefined := {"p1": object.union(
	object.remove(fixture.policy("p1", [{"fires": []}, {"action": "warn", "fires": ["x"]}]), ["findings"]),
	{"findings": {"/policies/0/rules/1": [fixture.finding("p1", 1, "warn", "x")]}},
)}

problem := {"kind": "UnsupportedVersionError", "message": "Found version None", "pointer": "/policies/0"}

mapping(parts) := {"mapping": parts}

missing(module) := fixture.error({"kind": "BundleError", "message": sprintf("%s is missing or incomplete", [module])})

# bundle, policies -> errors, final action, final action where the other rules decide
cases := {
	"none": {"bundle": {}, "policies": fires, "errors": [], "actions": ["warn", "warn"]},
	"a rule that raises": {
		"bundle": {},
		"policies": raising,
		"errors": [raised.error],
		"actions": ["stop", "warn"],
	},
	"a rule that is undefined": {
		"bundle": {},
		"policies": undefined,
		"errors": [object.union(raised.error, {"message": concat(" ", [
			"Trigger evaluation failed for gate files and trigger name_match",
			"due to: its findings are undefined",
		])})],
		"actions": ["stop", "warn"],
	},
	"a whitelisted image": {
		"bundle": {"whitelisted_image": {"rule": {}}},
		"policies": raising,
		"errors": [raised.error],
		"actions": ["stop", "go"],
	},
	"a blacklisted image": {
		"bundle": {"blacklisted_image": {"rule": {}}},
		"policies": raising,
		"errors": [raised.error],
		"actions": ["stop", "stop"],
	},
	"problems of the mapping": {
		"bundle": mapping({"problems": [problem]}),
		"policies": fires,
		"errors": [fixture.error(problem)],
		"actions": ["stop", "stop"],
	},
	"problems of the bundle": {
		"bundle": {"problems": [problem]},
		"policies": fires,
		"errors": [fixture.error(problem)],
		"actions": ["stop", "stop"],
	},
	"no such policy": {
		"bundle": mapping({"policies": ["p1", "p2"]}),
		"policies": fires,
		"errors": [missing("data.pratique.policies.p2")],
		"actions": ["stop", "stop"],
	},
	"no policies": {
		"bundle": {},
		"policies": {},
		"errors": [missing("data.pratique.policies.p1")],
		"actions": ["stop", "stop"],
	},
	"an incomplete policy": {
		"bundle": {},
		"policies": {"p1": object.remove(fires.p1, ["policy"])},
		"errors": [missing("data.pratique.policies.p1")],
		"actions": ["stop", "stop"],
	},
	"no such whitelist": {
		"bundle": mapping({"whitelists": ["w1"]}),
		"policies": fires,
		"errors": [missing("data.pratique.whitelists.w1")],
		"actions": ["stop", "stop"],
	},
	"an incomplete mapping": {
		"bundle": mapping({"policies": null}),
		"policies": fires,
		"errors": [missing("data.pratique.bundle.mapping")],
		"actions": ["stop", "stop"],
	},
}

test_errors[name] if {
	some name, tc in cases
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle(tc.bundle)
		with data.pratique.policies as tc.policies
	got.errors == tc.errors
	got.final_action == tc.actions[0]
}

test_on_error_warn[name] if {
	some name, tc in cases
	got := pratique.decision with input as object.union(
		fixture.document,
		{"evaluation": {"on_error": "warn", "errors": []}},
	)
		with data.pratique.bundle as fixture.bundle(tc.bundle)
		with data.pratique.policies as tc.policies
	got.errors == tc.errors
	got.final_action == tc.actions[1]
}

test_problems_run_no_rule if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle(mapping({"problems": [problem], "whitelists": ["w1"]}))
		with data.pratique.policies as fires
	got.matched_mapping == {"name": "all"}
	[got.policies, got.findings, got.policy_action] == [[], [], "stop"]
}

test_builtin_error if {
	engine := {"message": "regex.match: bad pattern", "file": "p.rego", "row": 3}
	got := pratique.decision with input as object.union(
		fixture.document,
		{"evaluation": {"on_error": "fail", "errors": [engine]}},
	)
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as fires
	got.errors == [fixture.error({"kind": "BuiltinError", "message": "regex.match: bad pattern"})]
	got.final_action == "stop"
}

test_clock_error if {
	got := pratique.decision with input as object.union(fixture.document, {"evaluated_at": "yesterday"})
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as fires
	got.errors == [fixture.error({"kind": "InputError", "message": "input.evaluated_at is not an RFC 3339 time"})]
	got.final_action == "stop"
}

test_reference_error if {
	image := {"image": {"tag": "1@sha256:aa"}}
	unmapped := object.remove(fixture.bundle({}), ["mapping"])
	got := pratique.decision with input as object.union(fixture.document, image)
		with data.pratique.bundle as unmapped
	got.errors == [fixture.error({
		"kind": "ImageReferenceError",
		"message": "the name docker.io/library/x:1@sha256:aa has no tag that a mapping could match",
	})]
	got.final_action == "stop"
}

test_no_reference_error_where_a_mapping_matches if {
	got := pratique.decision with input as object.union(fixture.document, {"image": {"tag": "1@sha256:aa"}})
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as fires
	got.errors == []
}
