package pratique.gates.evidence.stale_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.evidence.stale

item(finished, expires) := {"tool": "lynis", "file": "a", "finished_at": finished, "expires_at": expires}

# The evidence, the parameters, and what is said.
cases := {
	"none": [[], {}, []],
	"fresh": [[item("2026-03-14T12:00:00Z", "2026-04-13T12:00:00Z")], {}, []],
	"old": [[item("2026-03-14T12:00:00Z", "2026-03-15T12:00:00Z")], {}, ["lynis (a) is 1 days old"]],
	"old by the rule": [
		[item("2026-03-05T12:00:00Z", "2026-04-13T12:00:00Z")],
		{"max_age_days": 7},
		["lynis (a) is 10 days old"],
	],
	"fresh by the rule": [[item("2026-03-10T12:00:00Z", "2026-03-11T12:00:00Z")], {"max_age_days": 7}, []],
	"undated": [[item(null, null)], {}, ["unknown: evidence: when lynis (a) was made"]],
	"from the future": [
		[item("2027-03-10T12:00:00Z", "2027-04-11T12:00:00Z")],
		{},
		["unknown: evidence: when lynis (a) was made"],
	],
}

test_stale[name] if {
	some name, [items, params, want] in cases
	document := {"evaluated_at": "2026-03-15T12:00:00Z", "evidence": items}
	got := stale.findings(fixture.rule("evidence", "stale"), params) with input as document
	fixture.messages(got) == want
}

test_section_absent_or_null if {
	every absent in [{}, {"evidence": null}] {
		stale.findings(fixture.rule("evidence", "stale"), {}) == [] with input as absent # its need is not met
	}
}

separate_findings(document) := results if {
	params := {}
	results := stale.findings(fixture.rule("evidence", "stale"), params) with input as document
}

several := {"evaluated_at": "2026-03-15T12:00:00Z", "evidence": [
	{
		"tool": "lynis",
		"file": "a",
		"subject": {"kind": "host"},
		"complete": true,
		"problems": [],
		"finished_at": "2026-03-01T12:00:00Z",
		"expires_at": "2026-03-02T12:00:00Z",
		"results": [],
	},
	{
		"tool": "lynis",
		"file": "b",
		"subject": {"kind": "host"},
		"complete": true,
		"problems": [],
		"finished_at": "2026-03-01T12:00:00Z",
		"expires_at": "2026-03-02T12:00:00Z",
		"results": [],
	},
]}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["67189af706630c3c68ff9a4eecaf2ce6", "9c7ac1789a65e47494b9c84a9a898102"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
