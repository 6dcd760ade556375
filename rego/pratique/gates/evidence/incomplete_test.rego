package pratique.gates.evidence.incomplete_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.evidence.incomplete

item(changes) := object.union(
	{"tool": "lynis", "file": "a", "complete": true, "problems": [], "results": [{"id": "A", "status": "pass"}]},
	changes,
)

cases := {
	"whole": [[item({})], []],
	"none": [[], []],
	"cut short": [[item({"complete": false, "problems": ["x", "y"]})], ["lynis (a) is incomplete: x; y"]],
	"nothing applied": [
		[item({"results": [{"id": "A", "status": "not_applicable"}]})],
		["nothing of the profile applied in lynis (a)"],
	],
	"without results": [[item({"results": []})], ["nothing of the profile applied in lynis (a)"]],
	"errors": [
		[item({"results": [{"id": id, "status": "error"} | some id in ["A", "B"]]})],
		["2 checks of lynis (a) ended in errors"],
	],
	"unknown": [[item({"complete": null}), item({})], ["unknown: evidence: whether lynis (a) is complete"]],
}

test_incomplete[name] if {
	some name, [items, want] in cases
	got := incomplete.findings(fixture.rule("evidence", "incomplete"), {}) with input as {"evidence": items}
	fixture.messages(got) == want
}

test_section_absent_or_null if {
	every absent in [{}, {"evidence": null}] {
		incomplete.findings(fixture.rule("evidence", "incomplete"), {}) == [] with input as absent # its need is not met
	}
}

separate_findings(document) := results if {
	params := {}
	results := incomplete.findings(fixture.rule("evidence", "incomplete"), params) with input as document
}

several := {"evaluated_at": "2026-03-15T12:00:00Z", "evidence": [
	{
		"tool": "lynis",
		"file": "a",
		"subject": {"kind": "host"},
		"complete": false,
		"problems": [],
		"finished_at": "2026-03-01T12:00:00Z",
		"expires_at": "2026-03-02T12:00:00Z",
		"results": [
			{"id": "A", "status": "error", "title": "A", "severity": null},
			{"id": "B", "status": "error", "title": "B", "severity": null},
		],
	},
	{
		"tool": "lynis",
		"file": "b",
		"subject": {"kind": "host"},
		"complete": false,
		"problems": [],
		"finished_at": "2026-03-01T12:00:00Z",
		"expires_at": "2026-03-02T12:00:00Z",
		"results": [
			{"id": "A", "status": "fail", "title": "A", "severity": null},
			{"id": "B", "status": "fail", "title": "B", "severity": null},
		],
	},
]}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"20ab67d7a71927e609e73f30a33d99d6",
		"084a5d7bea70020a256348d9fc3826ef",
		"5c7ff4e2b47ca9f2d21e95f9d684bc3a",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
