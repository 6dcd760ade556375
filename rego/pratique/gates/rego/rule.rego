# METADATA
# title: A rule of your own
# description: >-
#   Reports what a rule of your own Rego says. In a bundle the trigger is the rule's name, PACKAGE.RULE,
#   as it is written: a set, an array, or a function of one argument, which gets the parameters as an
#   object of strings. Its elements are messages, or objects with message (or msg) and, where you
#   like, trigger_id and location (or _loc). The modules are given with --policy.
# scope: package
# custom:
#   gate: rego
#   trigger: rule
#   remediation: >-
#     Do what the rule says in the custom.remediation of its METADATA or in its message; it is
#     yours.
#   gate_description: Calls Rego of your own.
#   parameters: []
#   needs: []
#   messages:
#     - what the rule says
#   examples:
#     - {id: owner, gate: rego, trigger: acme.labels.missing, action: STOP, params: []}
package pratique.gates.rego.rule

import data.pratique.lib.finding

# METADATA
# description: >-
#   One finding for each element of the answer, in the order of an array, or in that of its values for
#   a set. What is no message is an error of the rule, and so is an answer that is neither.
findings(rule, answer) := [_finding(rule, element) | some element in answer] if _is_list(answer)

findings(rule, answer) := [finding.error(rule, problem)] if {
	not _is_list(answer)
	problem := sprintf("the rule returned neither a set nor an array: %s", [json.marshal(answer)])
}

_is_list(answer) if is_set(answer)

_is_list(answer) if is_array(answer)

_finding(rule, element) := finding.new(rule, {"message": element}) if is_string(element)

_finding(rule, element) := finding.new(rule, hit) if {
	not _problem(element)
	hit := object.union_n([
		{"message": _message(element)},
		object.filter(element, ["trigger_id"]),
		{"location": location |
			location := _location(element)
			count(location) > 0
		},
	])
}

_finding(rule, element) := finding.error(rule, problem) if problem := _problem(element)

_problem(element) := sprintf("the rule returned %s, which has no message", [json.marshal(element)]) if {
	not is_string(element)
	not _message(element)
}

_problem(element) := sprintf("the rule returned %s, whose trigger_id is not a string", [json.marshal(element)]) if {
	_message(element)
	"trigger_id" in object.keys(element)
	not is_string(element.trigger_id)
}

_message(element) := element.message if is_string(element.message)

_message(element) := element.msg if {
	not element.message
	is_string(element.msg)
}

# Of a place only what a decision can say of one.
_location(element) := {key: value |
	some key, value in element.location
	_fits(key, value)
} if {
	element.location
}

# conftest's.
_location(element) := {"file": file, "start_line": line, "end_line": line} if {
	not element.location
	file := object.get(element, ["_loc", "file"], null)
	line := object.get(element, ["_loc", "line"], null)
	is_string(file)
	is_number(line)
}

_fits(key, value) if {
	key in {"file", "path"}
	is_string(value)
}

_fits(key, value) if {
	key in {"start_line", "end_line", "layer"}
	is_number(value)
	value == floor(value)
}
