package pratique.gates.evidence.failed_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.evidence.failed

record := fixture.rule("evidence", "failed")

item(changes) := object.union(
	{
		"tool": "docker-bench",
		"file": "log.json",
		"subject": {"kind": "host"},
		"finished_at": "2026-03-14T12:00:00Z",
		"expires_at": "2026-04-13T12:00:00Z",
		"complete": true,
		"problems": [],
		"results": [
			{"id": "2.1", "status": "pass"},
			{"id": "2.2", "status": "fail", "title": "Set the logging level", "severity": null},
			{"id": "2.3", "status": "not_applicable"},
			{"id": "2.4", "status": "informational"},
		],
	},
	changes,
)

document(items) := {"evaluated_at": "2026-03-15T12:00:00Z", "evidence": items}

everything := {"tools": [""], "ids": [""], "severity": "informational"}

results(list) := item({"results": list})

# The evidence, what differs in the parameters, and what is said.
cases := {
	"a failure": [[item({})], {}, ["docker-bench: 2.2 failed: Set the logging level"]],
	"none": [[], {}, []],
	"of a tool that there is none of": [[item({})], {"tools": ["lynis"]}, ["unknown: evidence of lynis"]],
	"of one tool of two": [
		[item({}), item({"tool": "lynis"})],
		{"tools": ["lynis"]},
		["lynis: 2.2 failed: Set the logging level"],
	],
	"a place and no title": [
		[results([{"id": "1.3.6", "status": "fail", "location": "192.0.2.1 22/tcp", "title": null}])],
		{}, ["docker-bench: 1.3.6 failed (192.0.2.1 22/tcp)"],
	],
	"a severity that is too low": [
		[results([{"id": id, "status": "fail", "severity": id} | some id in ["low", "medium", "critical", "unknown"]])],
		{"severity": "medium"},
		["docker-bench: medium failed", "docker-bench: critical failed", "docker-bench: unknown failed"],
	],
	"by ids": [
		[results([
			{"id": "a_rule_x", "short": "x", "status": "fail"},
			{"id": "a_rule_y", "short": "y", "status": "fail"},
			{"id": "b", "status": "fail", "idents": {"cis": ["5.1"]}},
			{"id": "c", "status": "error"},
		])],
		{"ids": ["x", "5.1"]},
		["docker-bench: a_rule_x failed", "docker-bench: b failed"],
	],
	"what was left open": [
		[
			results([{"id": status, "status": status} | some status in ["error", "unknown", "not_checked", "manual", "manual"]]),
		],
		{},
		[
			"unknown: evidence: 1 results of docker-bench (log.json) are error",
			"unknown: evidence: 1 results of docker-bench (log.json) are unknown",
			"unknown: evidence: 1 results of docker-bench (log.json) are not checked",
			"unknown: evidence: 2 results of docker-bench (log.json) are manual",
		],
	],
	"stale": [
		[item({"expires_at": "2026-03-15T12:00:00Z"})], {},
		[
			"docker-bench: 2.2 failed: Set the logging level",
			"unknown: evidence: docker-bench (log.json) is stale: it was made at 2026-03-14T12:00:00Z",
		],
	],
	"nothing applied": [
		[results([{"id": "a", "status": "not_applicable"}])], {},
		["unknown: evidence: nothing of the profile applied in docker-bench (log.json)"],
	],
}

test_failed[name] if {
	some name, [items, changes, want] in cases
	got := failed.findings(record, object.union(everything, changes)) with input as document(items)
	fixture.messages(got) == want
}

# The wording of a title may change, and each place can be excepted alone.
test_trigger_id if {
	got := {id |
		some title in ["a", "b"]
		document_of_two := document([results([
			{"id": "2.2", "status": "fail", "title": title},
			{"id": "2.2", "status": "fail", "title": title, "location": "192.0.2.1"},
		])])
		findings := failed.findings(record, everything) with input as document_of_two
		some id in fixture.ids(findings)
	}
	count(got) == 2
}

test_section_absent_or_null if {
	every absent in [{}, {"evidence": null}] {
		failed.findings(record, everything) == [] with input as absent # its need is not met
	}
}

separate_findings(document) := results if {
	params := {"tools": [""], "ids": [""], "severity": "informational"}
	results := failed.findings(fixture.rule("evidence", "failed"), params) with input as document
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
		"results": [
			{"id": "A", "status": "fail", "title": "A", "severity": null},
			{"id": "B", "status": "fail", "title": "B", "severity": null},
		],
	},
]}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["133a85e1b9bc47b74420a8b42da15200", "32fd0247f0ee3213ef8843112c85830f"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
