# METADATA
# title: The state of a control
# description: >-
#   pass, fail, not_applicable, manual, unknown or error. Finding nothing is a pass only of rules
#   that ran; a finding that fails a control fails it whatever else is not known.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.controls.state

import data.pratique
import data.pratique.controls.applicability
import data.pratique.controls.evidence
import data.pratique.controls.score
import data.pratique.lib.containers
import data.pratique.lib.skipped
import data.pratique.lib.time as clock

# METADATA
# title: A control with its state
# description: >-
#   `evidence` are the findings of its rules, `reasons` say why the state is no pass and no
#   failure, `exceptions` counts the findings that a whitelist excuses, `attested` is the
#   attestation that has decided, or null. `containers` are the containers, each with the state
#   that it has alone, where rules looked at each; the control has the worst. `told` is what other
#   tools say, `contradictions` where that is not what the rules say, `decided_by` is rules,
#   evidence, attestation or null.
judged(control) := object.union(_described(control), {
	"state": state,
	"label": score.label(control, state),
	"reasons": _reasons(first, verdict, by),
	"decided_by": by,
	"told": told,
	"contradictions": evidence.contradictions(by, state, told),
	"evidence": [_evidence(finding) | some finding in _findings(_pointers(control))],
	"exceptions": count([finding | some finding in _findings(_pointers(control)); finding.whitelisted != null]),
	"attested": attestation,
	"containers": _containers(control, first.state),
}) if {
	first := _first(control)
	told := evidence.results(control)
	verdict := evidence.verdict(told)
	attestation := _attestation(control, first.state)
	by := _decided_by(first, verdict, attestation)
	state := {
		"attestation": object.get(_object(attestation), "state", ""),
		"evidence": verdict.state,
		"rules": first.state,
		null: first.state,
	}[by]
}

# What the rules decide, nobody else does; of what they leave open a person is asked before a
# tool. A tool cannot clear findings that a person has to look at.
_decided_by(first, verdict, attestation) := "rules" if {
	not first.state in {"unknown", "manual"}
} else := "attestation" if {
	attestation != null
} else := "evidence" if {
	verdict.state in {"pass", "fail", "not_applicable"}
	_may_clear(first, verdict)
} else := null

_may_clear(_, verdict) if verdict.state == "fail"

_may_clear(first, _) if not first.review

_object(value) := value if is_object(value)

_object(null) := {}

_reasons(first, verdict, null) := array.concat(first.reasons, verdict.reasons)

_reasons(first, _, "rules") := first.reasons

_reasons(_, _, by) := [] if by in {"attestation", "evidence"}

_described(control) := {
	"id": control.id,
	"title": control.title,
	"description": object.get(control, "description", ""),
	"section": control.section,
	"scored": control.scored,
	"level": control.level,
	"kind": control.kind,
	"weight": object.get(control, "weight", 1),
	"remediation": object.get(control, "remediation", ""),
	"references": object.get(control, "references", []),
	"aliases": object.get(control, "aliases", []),
}

# The order is the contract (internal/schemas/controls.schema.json).
_first(control) := {"state": "not_applicable", "reasons": reasons} if {
	reasons := applicability.reasons(control)
	count(reasons) > 0
} else := {"state": "manual", "reasons": [object.get(control, "why", "no automated check")]} if {
	_nobody_decides(control)
} else := {"state": "unknown", "reasons": reasons} if {
	reasons := _missing(control)
	count(reasons) > 0
} else := {"state": "fail", "reasons": []} if {
	count(_failing(control)) > 0
} else := {"state": "error", "reasons": reasons} if {
	reasons := _errors(_pointers(control))
	count(reasons) > 0
} else := {"state": "manual", "reasons": reasons} if {
	reasons := array.concat(
		[text | some pointer in _pointers(control); some text in _unset[pointer]],
		[sprintf("no value for the parameter %s (--param)", [name]) | some name in control.parameters; not _given(name)],
	)
	count(reasons) > 0
} else := {"state": "unknown", "reasons": reasons} if {
	reasons := array.concat(_not_run(control), _not_evaluated(_pointers(control)))
	count(reasons) > 0
} else := {"state": "error", "reasons": _unplaced} if {
	count(_unplaced) > 0
} else := {"state": "manual", "reasons": ["manual review required"], "review": true} if {
	count(_reviewed(control)) > 0
} else := {"state": "manual", "reasons": ["manual review required: the rules only give evidence"]} if {
	control.kind != "automated"
} else := {"state": "pass", "reasons": []}

_nobody_decides(control) if count(_references(control)) == 0

# A control that is a person's where its rules have nothing to look at says why.
_nobody_decides(control) if {
	control.why
	count(_counted(control)) == 0
}

# Only what is left to a person can be attested.
default _attestation(_, _) := null

_attestation(control, "manual") := valid[count(valid) - 1] if {
	valid := [attestation |
		some attestation in data.benchmark.attestations
		attestation.control == control.id
		not _expired(attestation)
	]
}

_expired(attestation) if time.parse_rfc3339_ns(attestation.expires) <= clock.now_ns

# The rules that the control names, and those that name the control; without those of a
# subject that is not there.
_references(control) := array.concat(
	object.get(control, "rules", []),
	[{"pointer": data.benchmark.rules[place].pointer} |
		some place in _carriers[sprintf("%s:%s", [data.benchmark.definition.benchmark.id, control.id])]
	],
)

# Name of a control -> the places of the rules that name it.
_carriers := {name: places |
	some name in {name | some rule in data.benchmark.rules; some name in rule.controls}
	places := {i | some i, rule in data.benchmark.rules; some other in rule.controls; other == name}
}

_counted(control) := [reference |
	some reference in _references(control)
	_subject_there(reference)
	not _known_better(reference)
]

_known_better(reference) if reference.unless in _subjects

_subject_there(reference) if not reference.applies_to

_subject_there(reference) if reference.applies_to in _subjects

# Where no rule looks at single containers, or nothing but the control as a whole can be said.
_containers(control, state) := [] if not _by_container(control, state)

_containers(control, state) := [judged |
	some container in _named_containers
	judged := object.union(container, {"state": _of(container.pointer, states)})
] if {
	_by_container(control, state)
	states := object.union(
		{_subject(rule): "unknown" | some rule in _unknown(_pointers(control)); not _is_partial(rule)},
		{_subject(finding): "fail" | some finding in _failing(control)},
	)
}

_named_containers := [{"pointer": container.pointer, "name": object.get(container, "name", null)} |
	some container in containers.list
]

_by_container(control, state) if {
	state in {"pass", "fail", "unknown"}
	count(_missing(control)) == 0
	count(_pointers(control) & _of_containers) > 0
}

_of_containers := {rule.pointer |
	some rule in data.benchmark.rules
	rule.gate == "runtime"
	rule.trigger == "container"
}

# What is found of the image, the daemon or the host is so for every container.
_of(_, states) := "fail" if states.all == "fail"

_of(pointer, states) := object.get(states, pointer, object.get(states, "all", "pass")) if {
	object.get(states, "all", "pass") != "fail"
}

default _subject(_) := "all"

_subject(found) := found.location.pointer if startswith(found.location.pointer, "/containers/")

_subjects contains "image" if is_object(input.image.config)

_subjects contains "image" if is_string(input.image.id)

# A directory that was an image has neither, and its files are judged as an image's.
_subjects contains "image" if is_string(input.image.reference)

_subjects contains "dockerfile" if input.dockerfile.mode != "unknown"

_subjects contains "container" if count(input.containers) > 0

_subjects contains "daemon" if is_object(input.daemon)

_subjects contains "host" if is_object(input.host)

_subjects contains "scan" if is_object(input.vulnerabilities)

_subjects contains "registry" if is_object(input.registry)

# Why a rule cannot decide: values that are examples.
_unset := {rule.pointer: rule.unset | some rule in data.benchmark.rules; count(rule.unset) > 0}

# The pointers of the control's rules that were to run.
_pointers(control) := {pointer |
	some reference in _counted(control)
	some pointer in _selected(reference)
}

_selected(reference) := {rule.pointer |
	some rule in _candidates(reference)
	object.subset(rule, wanted)
	_is_selected(rule, reference)
} if {
	wanted := object.remove(reference, ["params", "comment", "applies_to", "unless"])
}

# Most references name a rule.
_candidates(reference) := object.get(_by_id, reference.rule, [])

_candidates(reference) := _run if not reference.rule

_by_id := {id: rules |
	some id in {rule.rule | some rule in _run}
	rules := [rule | some rule in _run; rule.rule == id]
}

_run := [rule | some rule in data.benchmark.rules; rule.pointer in _mapped]

_is_selected(rule, reference) if {
	every name, value in object.get(reference, "params", {}) {
		rule.params[name] == value
	}
	regex.match(object.get(reference, "comment", ""), rule.comment)
}

# The rules of the policies that the image's mapping names.
_mapped contains rule.pointer if {
	some slug in data.pratique.bundle.mapping.policies
	some rule in data.pratique.policies[slug].rules
	not rule.end_of_life
}

# In the decision's order, as the two below.
_findings(pointers) := [pratique.decision.findings[place] | some place in _places(_found, pointers)]

_unknown(pointers) := [pratique.decision.not_evaluated[place] | some place in _places(_not_known, pointers)]

_places(by_pointer, pointers) := union({places | some pointer in pointers; places := by_pointer[pointer]})

# Pointer of a rule -> the places of its findings. These are comprehensions that OPA indexes: the
# entries of a partial rule take time that grows with their square.
_found := {pointer: places |
	some pointer in {finding.rule_pointer | some finding in pratique.decision.findings}
	places := {i | some i, finding in pratique.decision.findings; finding.rule_pointer == pointer}
}

_not_known := {pointer: places |
	some pointer in {rule.rule_pointer | some rule in pratique.decision.not_evaluated}
	places := {i | some i, rule in pratique.decision.not_evaluated; rule.rule_pointer == pointer}
}

# A whitelisted finding has the action go, whatever its rule's is: also where go fails. What an
# example finds says nothing of the site.
_failing(control) := [finding |
	some finding in _findings(_pointers(control) - object.keys(_unset))
	finding.whitelisted == null
	_rank[finding.action] >= _rank[object.get(control, "fail_on", "warn")]
]

_reviewed(control) := [finding |
	some finding in _findings(_pointers(control))
	finding.whitelisted == null
	_rank[finding.action] >= _rank[control.review_on]
]

_rank := {"go": 0, "warn": 1, "stop": 2}

# Each of `needs` is a list of alternatives.
_alternatives(control) := concat(", or ", [skipped.line(sections) | some sections in control.needs])

_missing(control) := [_alternatives(control)] if {
	count(object.get(control, "needs", [])) > 0
	not _needs_met(control)
} else := ["no data that its rules apply to"] if {
	count(_counted(control)) == 0
} else := []

_needs_met(control) if {
	some alternative in control.needs
	every need in alternative {
		_present(need)
	}
}

_present(need) if {
	need != "dockerfile"
	object.get(input, split(need, "."), null) != null
}

_present("dockerfile") if input.dockerfile.mode != "unknown"

_given(name) if {
	value := data.benchmark.parameters[name]
	value != ""
}

_not_run(control) := [sprintf("no rule of the bundle matches %s", [json.marshal(reference)]) |
	some reference in _counted(control)
	count(_selected(reference)) == 0
]

_not_evaluated(pointers) := array.concat(
	[skipped.line(rule.needs) | some rule in _unknown(pointers); not _is_partial(rule)],
	[sprintf("read in part: %s", [concat(", ", rule.needs)]) | some rule in _unknown(pointers); _is_partial(rule)],
)

# What was not read is among the problems of the document; what was read is known.
_is_partial(rule) if startswith(rule.location.pointer, "/problems/")

_errors(pointers) := [error.message | some error in pratique.decision.errors; error.pointer in pointers]

# Errors that are of no rule may be of any.
_unplaced := [error.message | some error in pratique.decision.errors; not is_string(object.get(error, "pointer", null))]

_evidence(finding) := {
	"message": finding.message,
	"action": finding.action,
	"gate": finding.gate,
	"trigger": finding.trigger,
	"trigger_id": finding.trigger_id,
	"rule_id": finding.rule_id,
	"whitelisted": finding.whitelisted != null,
	"location": finding.location,
}
