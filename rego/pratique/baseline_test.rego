package pratique.baseline_test

import data.pratique
import data.pratique.fixture_test as fixture

# The document's time is 2024-03-15T12:00:00Z.
finding(id) := {"gate": "files", "trigger": "name_match", "trigger_id": id}

baseline(created, findings) := {"created": created, "findings": findings}

recent := "2024-03-01T00:00:00Z"

# What the baseline is -> the actions of the findings a and b, the whole action, and the kinds of warnings.
cases := {
	"none": {"baseline": null, "want": ["stop", "stop", "stop"], "warnings": set()},
	"empty": {"baseline": baseline(recent, []), "want": ["stop", "stop", "stop"], "warnings": set()},
	"one is new": {"baseline": baseline(recent, [finding("a")]), "want": ["go", "stop", "stop"], "warnings": set()},
	"nothing is new": {
		"baseline": baseline(recent, [finding("a"), finding("b")]),
		"want": ["go", "go", "go"],
		"warnings": set(),
	},
	"one is gone": {
		"baseline": baseline(recent, [finding("a"), finding("b"), finding("c")]),
		"want": ["go", "go", "go"],
		"warnings": {"baseline_unused"},
	},
	"another gate": {
		"baseline": baseline(recent, [object.union(finding("a"), {"gate": "metadata"}), finding("b")]),
		"want": ["stop", "go", "stop"],
		"warnings": {"baseline_unused"},
	},
	"another trigger": {
		"baseline": baseline(recent, [object.union(finding("a"), {"trigger": "x"}), finding("b")]),
		"want": ["stop", "go", "stop"],
		"warnings": set(),
	},
	"the last moment": {
		"baseline": baseline("2023-12-16T12:00:01Z", [finding("a"), finding("b")]),
		"want": ["go", "go", "go"],
		"warnings": set(),
	},
	"expired": {
		"baseline": baseline("2023-12-16T12:00:00Z", [finding("a"), finding("b")]),
		"want": ["stop", "stop", "stop"],
		"warnings": {"baseline_expired"},
	},
	"from the future": {
		"baseline": baseline("2024-03-16T00:00:00Z", [finding("a"), finding("b")]),
		"want": ["stop", "stop", "stop"],
		"warnings": {"baseline_expired"},
	},
}

decide(facts) := got if {
	got := pratique.decision with input as facts
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a", "b"]}])}
}

document(null) := fixture.document

document(known) := object.union(fixture.document, {"evaluation": evaluation}) if {
	known != null
	evaluation := {"on_error": "fail", "errors": [], "baseline": known}
}

test_baseline[name] if {
	some name, tc in cases
	got := decide(document(tc.baseline))
	[got.findings[0].action, got.findings[1].action, got.final_action] == tc.want
	kinds := {w.kind | some w in got.warnings; startswith(w.kind, "baseline")}
	kinds == tc.warnings
}

test_shown if {
	got := decide(document(baseline(recent, [finding("a")])))
	got.findings[0].whitelisted == {
		"whitelist_id": "baseline",
		"whitelist_name": "baseline of 2024-03-01T00:00:00Z, expires 2024-05-30T00:00:00Z",
		"matched_rule_id": null,
	}
	got.findings[1].whitelisted == null
}

# A whitelist of the bundle says more than the baseline does.
test_whitelist_first if {
	got := pratique.decision with input as document(baseline(recent, [finding("a")]))
		with data.pratique.bundle as fixture.bundle({"mapping": {"whitelists": ["w"]}})
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a"]}])}
		with data.pratique.whitelists as {"w": {
			"whitelist": {"id": "own", "name": null, "pointer": "/whitelists/0"},
			"exact": {"files": {"a": [{"index": 0, "id": "i0", "pointer": "/items/0"}]}},
			"patterns": [],
		}}
	got.findings[0].whitelisted.whitelist_id == "own"
}
