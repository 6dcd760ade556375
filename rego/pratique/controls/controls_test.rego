package pratique.controls_test

import data.pratique.controls
import data.pratique.controls.applicability
import data.pratique.controls.score

# A bundle of one policy whose rules find what `finds` says of them, by their ids.
policies(finds) := {"p": {
	"policy": {"id": "p", "name": "P", "comment": null, "pointer": "/policies/0"},
	"rules": [_rule(id) | some id in ids],
	"findings": {_rule(id).pointer: object.get(finds, id, []) | some id in ids},
}}

ids := ["a", "b", "example", "needy", "old"]

_rule(id) := object.union(
	{
		"policy_id": "p",
		"id": id,
		"pointer": concat("", ["/policies/0/rules/", id]),
		"gate": "g",
		"trigger": id,
		"action": "stop",
		"needs": _needs(id),
	},
	{"end_of_life": "gone" | id == "old"},
)

_needs("needy") := ["vulnerabilities"]

_needs(id) := [] if id != "needy"

found(id, action) := {
	"policy_id": "p",
	"rule_id": id,
	"gate": "g",
	"trigger": id,
	"trigger_id": concat("-", [id, action]),
	"message": concat(" ", ["found by", id]),
	"action": action,
	"whitelisted": null,
	"rule_pointer": concat("", ["/policies/0/rules/", id]),
	"location": null,
}

bundle(whitelists) := {
	"info": {"id": "b", "name": "B", "version": "1_0"},
	"mapping": {"pointer": "/mappings/0", "policies": ["p"], "whitelists": whitelists, "rule": {}},
}

rules := [rule |
	some id in ids
	rule := {
		"pointer": _rule(id).pointer,
		"policy": "p",
		"rule": id,
		"gate": "g",
		"trigger": id,
		"params": {"x": "1"},
		"comment": concat(" ", ["section", id]),
		"controls": _carried(id),
		"unset": ["site-specific value not set" | id == "example"],
	}
]

_carried("b") := ["bench-1:carried"]

_carried(id) := [] if id != "b"

control(parts) := object.union(
	{"id": "1", "title": "One", "section": "s", "scored": true, "level": 1, "kind": "automated"},
	parts,
)

definition(list) := {
	"benchmark": {"id": "bench-1", "title": "Bench", "version": "1"},
	"profiles": [{"id": "level-1", "levels": [1]}],
	"sections": [{"id": "s", "title": "S"}, {"id": "t", "title": "T"}],
	"controls": list,
}

document := {
	"image": {"id": "x", "config": {}},
	"dockerfile": {"mode": "unknown"},
	"evaluated_at": "2024-03-01T00:00:00Z",
	"searched": {"sections": ["image"], "needs": []},
}

whitelists := {"w": {
	"whitelist": {"id": "w", "name": "W", "pointer": "/whitelists/0"},
	"exact": {"g": {"a-stop": [{"index": 0, "id": "i", "pointer": "/whitelists/0/items/0"}]}},
	"patterns": [],
}}

states := {
	"pass": {"control": {"rules": [{"rule": "a"}]}, "want": "pass"},
	"fail": {"control": {"rules": [{"rule": "a"}]}, "finds": {"a": [found("a", "stop")]}, "want": "fail"},
	"warn fails": {"control": {"rules": [{"rule": "a"}]}, "finds": {"a": [found("a", "warn")]}, "want": "fail"},
	"go does not": {"control": {"rules": [{"rule": "a"}]}, "finds": {"a": [found("a", "go")]}, "want": "pass"},
	"go does where that is said": {
		"control": {"rules": [{"rule": "a"}], "fail_on": "go"},
		"finds": {"a": [found("a", "go")]},
		"want": "fail",
	},
	"warn, where stop fails": {
		"control": {"rules": [{"rule": "a"}], "fail_on": "stop"},
		"finds": {"a": [found("a", "warn")]},
		"want": "pass",
	},
	"warn, to be looked at": {
		"control": {"rules": [{"rule": "a"}], "fail_on": "stop", "review_on": "warn"},
		"finds": {"a": [found("a", "warn")]},
		"want": "manual",
	},
	"whitelisted": {
		"control": {"rules": [{"rule": "a"}]},
		"finds": {"a": [found("a", "stop")]},
		"whitelists": ["w"],
		"want": "pass",
	},
	"whitelisted, where go fails": {
		"control": {"rules": [{"rule": "a"}], "fail_on": "go"},
		"finds": {"a": [found("a", "stop")]},
		"whitelists": ["w"],
		"want": "pass",
	},
	"another rule's finding": {
		"control": {"rules": [{"rule": "a"}]},
		"finds": {"b": [found("b", "stop")]},
		"want": "pass",
	},
	"carried by the rule": {"control": {"id": "carried"}, "finds": {"b": [found("b", "stop")]}, "want": "fail"},
	"by gate, trigger and parameter": {
		"control": {"rules": [{"gate": "g", "trigger": "a", "params": {"x": "1"}}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"by another parameter": {
		"control": {"rules": [{"gate": "g", "trigger": "a", "params": {"x": "2"}}]},
		"want": "unknown",
	},
	"by comment": {
		"control": {"rules": [{"comment": "section a$"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"by policy": {"control": {"rules": [{"policy": "p", "rule": "a"}]}, "want": "pass"},
	"no such rule": {"control": {"rules": [{"rule": "a"}, {"rule": "z"}]}, "want": "unknown"},
	"a rule at its end of life": {"control": {"rules": [{"rule": "old"}]}, "want": "unknown"},
	"not evaluated": {"control": {"rules": [{"rule": "a"}, {"rule": "needy"}]}, "want": "unknown"},
	"not evaluated, but failed": {
		"control": {"rules": [{"rule": "a"}, {"rule": "needy"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"of a subject that is not there": {
		"control": {"rules": [{"rule": "a"}, {"rule": "needy", "applies_to": "dockerfile"}]},
		"want": "pass",
	},
	"of a subject that is there": {"control": {"rules": [{"rule": "a", "applies_to": "image"}]}, "want": "pass"},
	"of a directory": {
		"control": {"rules": [{"rule": "needy", "applies_to": "image"}]},
		"document": {"image": {"reference": "dir:/x", "id": null}},
		"want": "unknown",
	},
	"of a Dockerfile that is there": {
		"control": {"rules": [{"rule": "a", "applies_to": "dockerfile"}], "needs": [["dockerfile"]]},
		"document": {"dockerfile": {"mode": "actual", "lines": {}}},
		"want": "pass",
	},
	"of an image, with a container": {
		"control": {"rules": [{"rule": "a", "unless": "container"}, {"rule": "b"}]},
		"finds": {"a": [found("a", "stop")]},
		"document": {"containers": [{}]},
		"want": "pass",
	},
	"of an image, without a container": {
		"control": {"rules": [{"rule": "a", "unless": "container"}, {"rule": "b"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"of a container": {
		"control": {"rules": [{"rule": "a", "applies_to": "container"}]},
		"document": {"containers": [{}]},
		"want": "pass",
	},
	"of a daemon": {
		"control": {"rules": [{"rule": "a", "applies_to": "daemon"}]},
		"document": {"daemon": {}},
		"want": "pass",
	},
	"of a registry": {
		"control": {"rules": [{"rule": "a", "applies_to": "registry"}]},
		"document": {"registry": {}},
		"want": "pass",
	},
	"of no registry": {"control": {"rules": [{"rule": "a", "applies_to": "registry"}]}, "want": "unknown"},
	"of no registry, a person's then": {
		"control": {"rules": [{"rule": "a", "applies_to": "registry"}], "why": "nobody has asked"},
		"want": "manual",
	},
	"of a registry, though a person's without": {
		"control": {"rules": [{"rule": "a", "applies_to": "registry"}], "why": "nobody has asked"},
		"document": {"registry": {}},
		"want": "pass",
	},
	"of a host": {"control": {"rules": [{"rule": "a", "applies_to": "host"}]}, "document": {"host": {}}, "want": "pass"},
	"of no subject that is there": {"control": {"rules": [{"rule": "a", "applies_to": "container"}]}, "want": "unknown"},
	"without its facts": {
		"control": {"rules": [{"rule": "a"}], "needs": [["vulnerabilities"], ["dockerfile"]]},
		"finds": {"a": [found("a", "stop")]},
		"want": "unknown",
	},
	"with its facts": {
		"control": {"rules": [{"rule": "a"}], "needs": [["vulnerabilities"], ["image.config", "image.id"]]},
		"want": "pass",
	},
	"partial": {"control": {"kind": "partial", "rules": [{"rule": "a"}]}, "want": "manual"},
	"partial, failed": {
		"control": {"kind": "partial", "rules": [{"rule": "a"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"example": {"control": {"rules": [{"rule": "example"}]}, "want": "manual"},
	"example that finds something": {
		"control": {"rules": [{"rule": "example"}, {"rule": "a"}]},
		"finds": {"example": [found("example", "stop")]},
		"want": "manual",
	},
	"example, and failed": {
		"control": {"rules": [{"rule": "example"}, {"rule": "a"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"of a scan that is there": {
		"control": {"rules": [{"rule": "a", "applies_to": "scan"}]},
		"document": {"vulnerabilities": {}},
		"want": "pass",
	},
	"of a scan that is not": {"control": {"rules": [{"rule": "a", "applies_to": "scan"}]}, "want": "unknown"},
	"parameter": {"control": {"rules": [{"rule": "a"}], "parameters": ["set"]}, "want": "pass"},
	"parameter without a value": {"control": {"rules": [{"rule": "a"}], "parameters": ["set", "unset"]}, "want": "manual"},
	"manual": {"control": {"kind": "manual"}, "want": "manual"},
	"attested": {"control": {"kind": "manual", "id": "attested"}, "want": "pass"},
	"attested, long ago": {"control": {"kind": "manual", "id": "expired"}, "want": "manual"},
	"attested, but rules decide": {
		"control": {"id": "attested", "rules": [{"rule": "a"}]},
		"finds": {"a": [found("a", "stop")]},
		"want": "fail",
	},
	"not applicable": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"absent": "/containers"}},
		"want": "not_applicable",
	},
	"applicable": {"control": {"rules": [{"rule": "a"}], "not_applicable": {"absent": "/image"}}, "want": "pass"},
	"equal": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"equals": {"/image/id": "x"}}},
		"want": "not_applicable",
	},
	"a file that is not there": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"file": "/x"}},
		"document": {"host": {"files": {"/x": null}}},
		"want": "not_applicable",
	},
	"a file in none of its places": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"files": ["/x", "/y"]}},
		"document": {"host": {"files": {"/x": null, "/y": null}}},
		"want": "not_applicable",
	},
	"a file in one of its places": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"files": ["/x", "/y"]}},
		"document": {"host": {"files": {"/x": null, "/y": {"mode": 33188}}}},
		"want": "pass",
	},
	"a file that the daemon does not use": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"files": ["@tlskey"]}},
		"document": {"daemon": {"effective": {}}},
		"want": "not_applicable",
	},
	"a file that it may look for at home": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"files": ["@tlskey"]}},
		"document": {"daemon": {"effective": {"tlsverify": true}}},
		"want": "pass",
	},
	"a file that nobody looked for": {
		"control": {"rules": [{"rule": "a"}], "not_applicable": {"file": "/x"}},
		"document": {"host": {"files": {}}},
		"want": "pass",
	},
	"error": {
		"control": {"rules": [{"rule": "a"}]},
		"finds": {
			"a": [
				{
					"error": {
						"policy_id": "p",
						"rule_id": "a",
						"gate": "g",
						"trigger": "a",
						"kind": "K",
						"message": "m",
						"pointer": "/policies/0/rules/a",
					},
				},
			],
		},
		"want": "error",
	},
	"error of no rule": {
		"control": {"rules": [{"rule": "a"}]},
		"document": {"problems": [{"section": null, "message": "m"}]},
		"want": "error",
	},
}

benchmark(list) := {
	"definition": definition(list),
	"rules": rules,
	"parameters": {"set": "1", "unset": ""},
	"attestations": [
		{"control": "attested", "state": "fail", "by": "a", "date": "2024-01-01"},
		{"control": "attested", "state": "pass", "by": "a", "date": "2024-02-01", "expires": "2024-04-01T00:00:00Z"},
		{"control": "expired", "state": "pass", "by": "a", "date": "2023-01-01", "expires": "2024-01-01T00:00:00Z"},
	],
	"options": {"profile": "level-1", "manual_as_fail": false},
}

test_why if {
	reasons := [report.controls[0].reasons |
		some more in [{}, {"why": "somebody has to look"}]
		report := controls.report with input as document
			with data.benchmark as benchmark([control(object.union({"kind": "manual"}, more))])
			with data.pratique.bundle as bundle([])
			with data.pratique.policies as policies({})
	]
	reasons == [["no automated check"], ["somebody has to look"]]
}

test_state[name] if {
	some name, tc in states
	answer := controls.answer with input as object.union(document, object.get(tc, "document", {}))
		with data.benchmark as benchmark([control(tc.control)])
		with data.pratique.bundle as bundle(object.get(tc, "whitelists", []))
		with data.pratique.policies as policies(object.get(tc, "finds", {}))
		with data.pratique.whitelists as whitelists
	answer.report.controls[0].state == tc.want
	answer.decision.final_action in {"stop", "warn", "go"}
}

# What stops the report is never that nothing is mapped.
test_no_mapping if {
	report := controls.report with input as document
		with data.benchmark as benchmark([control({"rules": [{"rule": "a"}]})])
		with data.pratique.bundle as {"info": {"id": "b"}}
		with data.pratique.policies as policies({})
	report.controls[0].state == "unknown"
}

test_report if {
	list := [
		control({"rules": [{"rule": "a"}], "weight": 2}),
		control({"id": "2", "scored": false, "rules": [{"rule": "b"}]}),
		control({"id": "3", "section": "t", "kind": "manual"}),
		control({"id": "4", "level": 2, "kind": "manual"}),
	]
	report := controls.report with input as document
		with data.benchmark as benchmark(list)
		with data.pratique.bundle as bundle([])
		with data.pratique.policies as policies({"a": [found("a", "stop"), found("a", "go")]})
	[[c.id, c.state, c.label, count(c.evidence)] | some c in report.controls] == [
		["1", "fail", "WARN", 2],
		["2", "pass", "PASS", 0],
		["3", "manual", "NOTE", 0],
	]
	[[s.id, s.score, s.max, s.percent] | some s in report.sections] == [["s", 0, 2, 0], ["t", 0, 0, 0]]
	report.total.manual == 1
	report.docker_bench == {"checks": 3, "score": -1}
	report.profile.id == "level-1"
	all_controls := controls.report with input as document
		with data.benchmark as object.union(benchmark(list), {"options": {"profile": "", "manual_as_fail": true}})
		with data.pratique.bundle as bundle([])
		with data.pratique.policies as policies({})
	count(all_controls.controls) == 4
	all_controls.profile == null
	[all_controls.total.score, all_controls.total.max] == [2, 4]
}

# Rows of a table that CIS-CAT has printed: section, pass, fail, score, maximum, per cent.
rows := [
	["1 Initial Setup", 28, 22, 25, 44, 57],
	["1.4 Secure Boot Settings", 1, 2, 1, 2, 50],
	["1.7 Warning Banners", 5, 2, 3, 3, 100],
	["2 Services", 34, 1, 33, 34, 97],
	["3.5 Uncommon Network Protocols", 0, 4, 0, 0, 0],
	["3 Network Configuration", 10, 16, 10, 21, 48],
]

test_cis_cat_rows[row[0]] if {
	some row in rows
	scored := array.concat(outcomes(row[3], "pass", true), outcomes(row[4] - row[3], "fail", true))
	others := array.concat(outcomes(row[1] - row[3], "pass", false), outcomes(row[2] - (row[4] - row[3]), "fail", false))
	tally := score.tally(array.flatten([scored, others, outcomes(3, "not_applicable", true)]), false)
	[tally.pass, tally.fail, tally.score, tally.max, tally.percent] == array.slice(row, 1, 6)
}

outcomes(n, state, scored) := [{"state": state, "scored": scored, "weight": 1} | some _ in numbers.range(1, n); n > 0]

test_labels if {
	got := {[scored, state]: score.label({"scored": scored}, state) |
		some scored in [true, false]
		some state in ["pass", "fail", "manual", "not_applicable", "unknown", "error"]
	}
	got == {
		[true, "pass"]: "PASS", [false, "pass"]: "PASS", [true, "fail"]: "WARN", [false, "fail"]: "INFO",
		[true, "manual"]: "NOTE", [false, "manual"]: "NOTE", [true, "unknown"]: "INFO", [false, "unknown"]: "INFO",
		[true, "not_applicable"]: "INFO", [
			false,
			"not_applicable",
		]: "INFO",
		[true, "error"]: "INFO", [false, "error"]: "INFO",
	}
}

excuses := {
	"no_swarm": {
		"yes": {"daemon": {"info": {"Swarm": {"LocalNodeState": "inactive"}}}},
		"no": {"daemon": {"info": {"Swarm": {"LocalNodeState": "active"}}}},
	},
	"no_overlay": {
		"yes": {"daemon": {"networks": [{"driver": "bridge"}]}},
		"no": {"daemon": {"networks": [{"driver": "bridge"}, {"driver": "overlay"}]}},
	},
	"no_tcp": {
		"yes": {"daemon": {"effective": {"hosts": ["unix:///x"]}}},
		"no": {"daemon": {"effective": {"hosts": ["unix:///x", "tcp://0.0.0.0:2376"]}}},
	},
	"no_registry_v1": {
		"yes": {"daemon": {"version": {"Server": {"Version": "18.06.1-ce"}}}},
		"no": {"daemon": {"version": {"Server": {"Version": "17.03.0-ce"}}}},
	},
	"no_apparmor": {
		"yes": {"daemon": {"info": {"SecurityOptions": ["name=seccomp,profile=default"]}}},
		"no": {"daemon": {"info": {"SecurityOptions": ["apparmor"]}}},
	},
	"no_selinux": {
		"yes": {"daemon": {"info": {"SecurityOptions": []}}},
		"no": {"daemon": {"info": {"SecurityOptions": ["name=selinux"]}}},
	},
}

test_excuses[name] if {
	some name, tc in excuses
	condition := {"not_applicable": {"rule": name}}
	count(applicability.reasons(condition)) == 1 with input as tc.yes
	count(applicability.reasons(condition)) == 0 with input as tc.no
	count(applicability.reasons(condition)) == 0 with input as {}
}

# Containers of a rule of the gate runtime, as what it finds has them.
per_container(control, finds) := [[c.name, c.state] | some c in report.controls[0].containers] if {
	report := controls.report with input as object.union(
		document,
		{"containers": [{"name": "web"}, {"name": "db"}, {"name": null}]},
	)
		with data.benchmark as object.union(
			benchmark([control]),
			{"rules": [object.union(rule, {"gate": "runtime", "trigger": "container"}) | some rule in rules; rule.rule == "a"]},
		)
		with data.pratique.bundle as bundle([])
		with data.pratique.policies as policies(finds)
}

at(finding, pointer) := object.union(finding, {"location": {"pointer": pointer}})

unknown(pointer) := {
	"unknown": {
		"policy_id": "p",
		"rule_id": "a",
		"gate": "g",
		"trigger": "a",
		"rule_pointer": _rule("a").pointer,
		"needs": ["containers: x"],
		"location": {"pointer": pointer},
	},
}

containers := {
	"none": {"finds": [], "want": ["pass", "pass", "pass"]},
	"one fails, one is unknown": {
		"finds": [at(found("a", "stop"), "/containers/1"), unknown("/containers/2"), unknown("/containers/1")],
		"want": ["pass", "fail", "unknown"],
	},
	"one is unknown": {"finds": [unknown("/containers/0")], "want": ["unknown", "pass", "pass"]},
	"the image fails": {"finds": [found("a", "stop")], "want": ["fail", "fail", "fail"]},
	"all are unknown, one fails": {
		"finds": [at(found("a", "stop"), "/containers/1"), unknown("/daemon")],
		"want": ["unknown", "fail", "unknown"],
	},
	"all fail, one is unknown": {
		"finds": [found("a", "stop"), unknown("/containers/1")],
		"want": ["fail", "fail", "fail"],
	},
	"all pass, one problem": {"finds": [unknown("/problems/0")], "want": ["pass", "pass", "pass"]},
	"it is said elsewhere": {"finds": [at(found("a", "stop"), "/daemon")], "want": ["fail", "fail", "fail"]},
}

test_containers[name] if {
	some name, tc in containers
	per_container(control({"rules": [{"rule": "a"}]}), {"a": tc.finds}) == [
		["web", tc.want[0]],
		["db", tc.want[1]],
		[null, tc.want[2]],
	]
}

test_containers_not_told[name] if {
	some name, parts in {
		"manual": {"kind": "partial", "rules": [{"rule": "a"}]},
		"unknown as a whole": {"rules": [{"rule": "a"}], "needs": [["vulnerabilities"]]},
		"of no container": {"rules": [{"rule": "b"}]},
	}
	per_container(control(parts), {}) == []
}
