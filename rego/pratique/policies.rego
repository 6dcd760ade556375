package pratique

import data.pratique.lib.searched

# What each policy of the mapping says, in the mapping's order; one that is named twice counts twice.
_outcomes := [_outcome(slug) | some slug in _policies]

default _policies := []

_policies := array.concat(_mapped_policies, _namespaces) if count(_problems) == 0

default _mapped_policies := []

_mapped_policies := _mapping.policies

# Packages of the author's, which hold for every image, also where no mapping matches.
_namespaces := object.get(_translated, "namespaces", [])

# METADATA
# title: The findings that the decision is made of
# description: >-
#   Of each rule that is evaluated: the module of its policy, and its pointer there. They are
#   data.pratique.policies[module].findings[pointer], and none rests on another, so that whoever
#   has several processors may evaluate them side by side before asking for the decision.
# scope: document
parts := [{"module": slug, "pointer": rule.pointer, "gate": rule.gate, "trigger": rule.trigger} |
	some slug in _policies
	some rule in _evaluated(slug)
]

_outcome(slug) := {
	"policy": {
		"id": policy.id,
		"name": policy.name,
		"final_action": _worst({finding.action | some finding in findings}),
		"rules": count(rules),
	},
	"findings": findings,
	"errors": array.flatten([
		[result.error | some result in _results(slug); result.error],
		[_undefined(rule) | some rule in _evaluated(slug); not data.pratique.policies[slug].findings[rule.pointer]],
		[_without_answers(rule) |
			some rule in rules
			not rule.end_of_life
			count(_unmet(rule)) == 0
			count(_unanswered(rule)) > 0
		],
	]),
	"not_evaluated": array.flatten([
		[_not_evaluated(rule, needs) |
			some rule in rules
			needs := _unmet(rule)
			count(needs) > 0
		],
		[result.unknown | some result in _results(slug); result.unknown],
		[_not_evaluated(rule, reasons) |
			some rule in _evaluated(slug)
			reasons := _unseen(rule.needs)
			count(reasons) > 0
		],
		[_in_part(rule, i) |
			some rule in _evaluated(slug)
			some i, problem in input.problems
			problem.partial == true
			_reads(rule, problem.section)
		],
	]),
	"end_of_life": [_end_of_life(rule) | some rule in rules; rule.end_of_life],
	"needs": [need | some rule in _evaluated(slug); some need in rule.needs],
	"unmet": [need | some rule in rules; some need in _unmet(rule)],
	"warnings": [result.warning | some result in _results(slug); result.warning],
} if {
	policy := data.pratique.policies[slug].policy
	rules := data.pratique.policies[slug].rules
	findings := [_whitelisted(result) | some result in _results(slug); result.action]
}

# What the rules report, findings and errors, in the order in which Anchore evaluates them.
_results(slug) := [result |
	some rule in _evaluated(slug)
	some result in data.pratique.policies[slug].findings[rule.pointer]
]

_evaluated(slug) := [rule |
	some rule in data.pratique.policies[slug].rules
	not rule.end_of_life
	count(_unmet(rule)) == 0
	count(_unanswered(rule)) == 0
]

_unanswered(rule) := searched.unanswered(object.get(rule, "needs", []))

_unmet(rule) := searched.unmet(object.get(rule, "needs", []))

_not_evaluated(rule, needs) := object.union(_named(rule), {"rule_pointer": rule.pointer, "needs": needs})

# A rule has looked at all that was read; what was not read may have what it looks for.
_in_part(rule, i) := object.union(_named(rule), {
	"rule_pointer": rule.pointer,
	"needs": [_unread_text(input.problems[i])],
	"location": {"pointer": sprintf("/problems/%s", [format_int(i, 10)])},
})

_reads(rule, section) if {
	some need in object.get(rule, "needs", [])
	_concerns(section, need)
}

# Its checks read containers where there are some.
_reads(rule, "containers") if {
	rule.gate == "runtime"
	rule.trigger == "deployment"
}

_without_answers(rule) := object.union(_named(rule), {
	"kind": "TriggerEvaluationError",
	"message": sprintf("Trigger evaluation failed for gate %s and trigger %s due to: the document has no %s (%s)", [
		rule.gate,
		rule.trigger,
		concat(", ", _unanswered(rule)),
		"pratique extract --bundle BUNDLE adds what a Python expression matches",
	]),
	"pointer": rule.pointer,
})

_end_of_life(rule) := object.union(_named(rule), {
	"kind": "EndOfLifedError",
	"severity": "error",
	"message": rule.end_of_life,
	"pointer": rule.pointer,
})

# A built-in function that fails leaves the findings undefined, which is not the same as none.
_undefined(rule) := object.union(_named(rule), {
	"kind": "TriggerEvaluationError",
	"message": sprintf("Trigger evaluation failed for gate %s and trigger %s due to: its findings are undefined", [
		rule.gate,
		rule.trigger,
	]),
	"pointer": rule.pointer,
})

_named(rule) := {
	"policy_id": rule.policy_id,
	"rule_id": rule.id,
	"gate": rule.gate,
	"trigger": rule.trigger,
}
