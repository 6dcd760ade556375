# METADATA
# title: Instruction
# description: >-
#   Compares the arguments of each line of one instruction, everything after its name, with a
#   value; or checks that the instruction is there, or is not. The lines of all build stages
#   count, and what follows the first argument counts too: for FROM, `AS name` and flags are
#   part of the text. like and not_like match a Python regular expression from the beginning of
#   the text; in and not_in compare the whole text with each piece of a comma-separated value.
#   Where the image has no Dockerfile, or an empty one, nothing fires, not even not_exists.
# scope: package
# custom:
#   gate: dockerfile
#   trigger: instruction
#   remediation: >-
#     Change the line so that the condition no longer holds, or remove it; where an instruction is
#     missing, add it.
#   gate_description: Checks of the Dockerfile, supplied or rebuilt from the image's history.
#   parameters:
#     - name: instruction
#       attribute: instruction
#       description: The instruction whose lines are checked, in upper case.
#       example: FROM
#       required: true
#       validator: enum
#       values: [ADD, ARG, COPY, CMD, ENTRYPOINT, ENV, EXPOSE, FROM, HEALTHCHECK, LABEL, MAINTAINER, ONBUILD, USER, RUN, SHELL, STOPSIGNAL, VOLUME, WORKDIR]
#     - name: check
#       attribute: operator
#       description: How the text of a line is compared with the value.
#       example: "="
#       required: true
#       validator: enum
#       values: ["=", "!=", exists, not_exists, like, not_like, in, not_in]
#     - name: value
#       attribute: compare_to
#       description: What the text is compared with. Without it, only exists and not_exists can fire.
#       example: scratch
#       validator: string
#       regex: {check: [like, not_like]}
#       subjects: [instruction]
#     - name: actual_dockerfile_only
#       attribute: actual_dockerfile_only
#       description: Passes over a Dockerfile that was rebuilt from the image's history.
#       example: "true"
#       validator: bool
#   needs:
#     - dockerfile
#   messages:
#     - "Dockerfile directive '{instruction}' check '{check}' matched against '{value}' for line '{text}'"
#     - "Dockerfile directive '{instruction}' not found, matching condition 'not_exists' check"
#   examples:
#     - {id: no-add, gate: dockerfile, trigger: instruction, action: STOP, params: [{name: instruction, value: ADD}, {name: check, value: exists}]}
#     - {id: healthcheck, gate: dockerfile, trigger: instruction, action: WARN, params: [{name: instruction, value: HEALTHCHECK}, {name: check, value: not_exists}]}
#     - {id: pinned, gate: dockerfile, trigger: instruction, action: WARN, params: [{name: instruction, value: FROM}, {name: check, value: not_like}, {name: value, value: ".*@sha256:.*"}, {name: actual_dockerfile_only, value: "true"}]}
#   samples:
#     - {dockerfile: {mode: actual, lines: {"{instruction}": ["{instruction} {value.any}"]}}}
#     - {dockerfile: {mode: actual, lines: {"{instruction}": ["{instruction} {value.any}x"]}}}
#     - {dockerfile: {mode: actual, lines: {"{instruction}": ["{instruction} example"]}}}
#     - {dockerfile: {mode: actual, lines: {RUN: ["RUN true"]}}}
#     - {dockerfile: {mode: actual, lines: {FROM: [FROM scratch]}}}
#   anchore: {since: "1.0"}
package pratique.gates.dockerfile.instruction

import data.pratique.lib.dockerfile
import data.pratique.lib.finding
import data.pratique.lib.pattern
import data.pratique.lib.python

# METADATA
# description: >-
#   One finding for each line of which the check holds, in file order; for not_exists one where
#   there is no such line. A warning where no FROM of a rebuilt Dockerfile can be what the rule is about.
findings(rule, params) := array.concat(found, [finding.warning(rule, "never_fires", _nothing) |
	count(found) == 0
	_says_nothing(params)
]) if {
	found := _found(rule, params)
}

_found(rule, params) := [_hit(rule, params, i, text) |
	some i, text in texts
	text in chosen
] if {
	texts := _texts(params)
	chosen := _chosen(params, texts)
}

# Python compiles the expression only when there is a line to match.
_found(rule, params) := [finding.error(rule, problem) | count(texts) > 0] if {
	params.check in {"like", "not_like"}
	problem := pattern.problem(params.value_pattern)
	texts := _texts(params)
}

_found(rule, params) := [finding.new(rule, {"message": message}) |
	count(dockerfile.considered(params)) > 0
	count(texts) == 0
] if {
	params.check == "not_exists"
	instruction := params.instruction
	texts := _texts(params)
	message := sprintf("Dockerfile directive '%s' not found, matching condition 'not_exists' check", [instruction])
}

_found(_, params) := [] if {
	not params.check in {"exists", "not_exists"}
	not _given(params)
}

# A rebuilt Dockerfile begins with FROM scratch, whatever the image was built from
# (compatibility.md#guessed-from).
_says_nothing(params) if {
	params.instruction == "FROM"
	not params.check in {"exists", "not_exists"}
	dockerfile.mode == "guessed"
	count(dockerfile.considered(params)) > 0
}

_nothing := "the rule can never fire here: without a Dockerfile the base of an image is taken for scratch"

# METADATA
# description: The texts that the expression in value is tested on.
value_subjects(params) := {text | some text in _texts(params)}

_given(params) if is_string(params.value)

_texts(params) := [python.strip(substring(line, count(params.instruction), -1)) |
	some line in object.get(dockerfile.considered(params), params.instruction, [])
] if {
	params.instruction
}

# Those of the texts (or some more) of which the check holds.
_chosen(params, texts) := {text | some text in texts} if params.check == "exists"

_chosen(params, _) := _equal(params) if params.check in {"=", "in"}

_chosen(params, texts) := {text | some text in texts} - _equal(params) if params.check in {"!=", "not_in"}

_chosen(params, texts) := pattern.matching(params.value_pattern, texts) if params.check == "like"

_chosen(params, texts) := {text | some text in texts} - pattern.matching(params.value_pattern, texts) if {
	params.check == "not_like"
}

_equal(params) := {params.value} if params.check in {"=", "!="}

_equal(params) := {piece | some piece in pieces} if {
	params.check in {"in", "not_in"}
	pieces := python.pieces(params.value)
}

_hit(rule, params, i, text) := finding.new(rule, {
	"message": sprintf("Dockerfile directive '%s' check '%s' matched against '%s' for line '%s'", [
		params.instruction,
		params.check,
		object.get(params, "value", ""),
		text,
	]),
	"location": dockerfile.location(params.instruction, i),
})
