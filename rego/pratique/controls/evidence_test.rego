package pratique.controls.evidence_test

import data.pratique.controls
import data.pratique.controls.evidence
import data.pratique.controls_test as shared

item(changes) := object.union(
	{
		"tool": "docker-bench",
		"file": "log",
		"subject": {"kind": "host", "judged": null},
		"benchmark": {"id": "cis-docker-1.6.0-2023", "title": "CIS Docker", "version": "1.6.0"},
		"finished_at": "2024-02-29T00:00:00Z",
		"expires_at": "2024-03-30T00:00:00Z",
		"complete": true,
		"problems": [],
		"results": [],
	},
	changes,
)

bench(status) := item({
	"results": [{"id": "2.1", "title": "2.1 Ensure it's so (Automated)", "status": status, "idents": {"cis": ["2.1"]}}],
})

# A check of docker-bench, and one of openscap, that the control names.
refers := {"evidence": [{"tool": "Docker-Bench", "title": "Ensure it's so"}, {"tool": "openscap", "id": "x"}]}

scap(status) := item({
	"tool": "openscap",
	"results": [{"id": "a_rule_x", "short": "x", "title": null, "status": status}],
})

by_hand := object.union(refers, {"kind": "manual"})

by_rule := object.union(refers, {"rules": [{"rule": "a"}]})

needy := object.union(refers, {"rules": [{"rule": "needy"}]})

# Each has a control, the evidence, what the rules find, and the state, who has decided it, and the
# reasons or contradictions.
cases := {
	"pass of a control that is a person's": [by_hand, [bench("pass")], {}, ["pass", "evidence", []]],
	"fail": [by_hand, [bench("fail")], {}, ["fail", "evidence", []]],
	"one fails": [
		by_hand,
		[bench("pass"), scap("fail")],
		{},
		["fail", "evidence", ["docker-bench says pass of 2.1, another tool says fail"]],
	],
	"one is left open": [
		by_hand,
		[bench("pass"), scap("error")],
		{},
		["manual", null, ["no automated check", "openscap: a_rule_x is error"]],
	],
	"informational": [
		by_hand,
		[bench("informational")],
		{},
		["manual", null, ["no automated check", "docker-bench: 2.1 is informational"]],
	],
	"not applicable, of whom nobody knows": [
		by_hand, [bench("not_applicable"), bench("pass")], {},
		[
			"manual", null,
			[
				"no automated check",
				"nothing of the profile applied in docker-bench (log)",
				"docker-bench (log) says that 2.1 does not apply, and it is not known whether it is about what is checked",
			],
		],
	],
	"not applicable alone": [
		by_hand, [
			object.union(
				bench("not_applicable"),
				{
					"subject": {"judged": true},
					"results": [
						{"id": "z", "status": "pass"},
						{"id": "2.1", "title": "ENSURE it's so (Manual)", "status": "not_applicable"},
					],
				},
			),
		],
		{},
		["not_applicable", "evidence", []],
	],
	"nothing applied": [
		by_hand, [object.union(bench("not_applicable"), {"subject": {"judged": true}})], {},
		["manual", null, ["no automated check", "nothing of the profile applied in docker-bench (log)"]],
	],
	"stale": [
		by_hand, [object.union(bench("pass"), {"expires_at": "2024-03-01T00:00:00Z"})], {},
		["manual", null, ["no automated check", "docker-bench (log) is stale: it was made at 2024-02-29T00:00:00Z"]],
	],
	"a stale failure": [
		by_hand, [object.union(bench("fail"), {"expires_at": "2024-03-01T00:00:00Z"})], {},
		["manual", null, ["no automated check", "docker-bench (log) is stale: it was made at 2024-02-29T00:00:00Z"]],
	],
	"cut short": [
		by_hand, [object.union(bench("pass"), {"complete": false, "problems": ["it was interrupted"]})], {},
		["manual", null, ["no automated check", "docker-bench (log) is incomplete: it was interrupted"]],
	],
	"a failure before it was cut short": [
		by_hand,
		[object.union(bench("fail"), {"complete": false})],
		{},
		["fail", "evidence", []],
	],
	"unknown to the rules": [needy, [bench("pass")], {}, ["pass", "evidence", []]],
	"unknown to all": [
		needy,
		[bench("unknown")],
		{},
		["unknown", null, ["no vulnerability data (--vulnerabilities FILE)", "docker-bench: 2.1 is unknown"]],
	],
	"the rules hold": [
		by_rule,
		[bench("fail")],
		{},
		["pass", "rules", ["docker-bench says fail of 2.1, the rules say pass"]],
	],
	"the rules hold against a pass": [
		by_rule, [bench("pass")], {"a": [shared.found("a", "stop")]},
		["fail", "rules", ["docker-bench says pass of 2.1, the rules say fail"]],
	],
	"they agree": [by_rule, [bench("pass")], {}, ["pass", "rules", []]],
	"not applicable, but failed": [
		object.union(by_rule, {"not_applicable": {"absent": "/containers"}}), [bench("fail")], {},
		[
			"not_applicable",
			"rules",
			["docker-bench says fail of 2.1, the rules say not applicable", "no /containers"],
		],
	],
	"findings that a person has to look at": [
		object.union(by_rule, {"fail_on": "stop", "review_on": "warn"}), [bench("pass")], {"a": [shared.found("a", "warn")]},
		["manual", null, ["manual review required"]],
	],
	"findings that a person has to look at, and a failure": [
		object.union(by_rule, {"fail_on": "stop", "review_on": "warn"}), [bench("fail")], {"a": [shared.found("a", "warn")]},
		["fail", "evidence", []],
	],
	"attested": [
		object.union(by_hand, {"id": "attested"}), [bench("fail")], {},
		["pass", "attestation", ["docker-bench says fail of 2.1, the attestation says pass"]],
	],
	"of another tool": [
		by_hand,
		[object.union(bench("fail"), {"tool": "batten"})],
		{},
		["manual", null, ["no automated check"]],
	],
	"by its benchmark": [
		{
			"kind": "manual",
			"evidence": [{"tool": "docker-bench", "id": "2.1", "benchmark": "CIS Docker 1.6"}],
		},
		[bench("pass")], {},
		["pass", "evidence", []],
	],
	"by its benchmark's id": [
		{
			"kind": "manual",
			"evidence": [{"tool": "docker-bench", "id": "2.1", "benchmark": "cis-docker-1.6.0-2023"}],
		},
		[bench("pass")], {},
		["pass", "evidence", []],
	],
	"by another benchmark": [
		{"kind": "manual", "evidence": [{"tool": "docker-bench", "id": "2.1", "benchmark": "CIS Docker 1"}]},
		[
			object.union(bench("pass"), {"benchmark": null}),
			object.union(bench("pass"), {"benchmark": {"id": "x", "title": "CIS Docker", "version": "11.0"}}),
		],
		{},
		["manual", null, ["no automated check"]],
	],
}

test_evidence[name] if {
	some name, [parts, items, finds, want] in cases
	outcome := controls.report.controls[0] with input as object.union(shared.document, {"evidence": items})
		with data.benchmark as shared.benchmark([shared.control(parts)])
		with data.pratique.bundle as shared.bundle([])
		with data.pratique.policies as shared.policies(finds)
	[outcome.state, outcome.decided_by, array.concat(outcome.contradictions, outcome.reasons)] == want
}

# Absent, null and empty are the same: nobody says anything.
test_none if {
	every section in [{}, {"evidence": null}, {"evidence": []}] {
		outcome := controls.report.controls[0] with input as object.union(shared.document, section)
			with data.benchmark as shared.benchmark([shared.control(by_hand)])
			with data.pratique.bundle as shared.bundle([])
			with data.pratique.policies as shared.policies({})
		[outcome.state, outcome.told] == ["manual", []]
	}
}

test_plain if {
	evidence.plain("1.1.12 Ensure Docker's files - /etc/docker  (Not Scored)") == "ensure docker s files /etc/docker"
}
