# METADATA
# title: Image attribute
# description: >-
#   Compares one fact about the image with a value. size and layer_count are compared as numbers,
#   everything else as text, where < and > go by code points: version 11 is less than 9. exists is
#   false for 0 and for an empty text. The value is required even for exists and not_exists, which
#   do not look at it. like, not_like, in and not_in are for texts only.
# scope: package
# custom:
#   gate: metadata
#   trigger: attribute
#   remediation: >-
#     Build the image so that the attribute has a value that the rule allows: another base image,
#     platform, size or number of layers.
#   gate_description: Checks of facts about the image as a whole.
#   parameters:
#     - name: attribute
#       attribute: attribute
#       description: The fact that is compared.
#       example: size
#       required: true
#       validator: enum
#       values: [size, architecture, os_type, distro, distro_version, like_distro, layer_count]
#     - name: check
#       attribute: check
#       description: How the fact is compared with the value.
#       example: ">"
#       required: true
#       validator: enum
#       values: ["=", "!=", ">", "<", ">=", "<=", exists, not_exists, like, not_like, in, not_in]
#     - name: value
#       attribute: check_value
#       description: What the fact is compared with. A size may have one of the units kb, mb, gb and tb, of 1024 each.
#       example: 500mb
#       validator: string
#       linked: {attribute: {size: bytes, layer_count: int}}
#       regex: {check: [like, not_like]}
#       subjects: [attribute]
#   forbidden:
#     - {attribute: [size, layer_count], check: [like, not_like, in, not_in]}
#   needs:
#     - {need: image, when: {attribute: [architecture, os_type, layer_count]}}
#     - {need: image.size, when: {attribute: [size]}}
#     - {need: image.distro, when: {attribute: [distro, distro_version, like_distro]}}
#   messages:
#     - "Attribute check for attribute: '{attribute}' check: '{check}' check_value: '{value}' matched image value: '{image value}'"
#   examples:
#     - {id: small, gate: metadata, trigger: attribute, action: WARN, params: [{name: attribute, value: size}, {name: check, value: ">"}, {name: value, value: 500mb}]}
#     - {id: debian, gate: metadata, trigger: attribute, action: STOP, params: [{name: attribute, value: distro}, {name: check, value: not_in}, {name: value, value: "debian,ubuntu"}]}
#   samples:
#     - {document: {image: {architecture: "{value.any}"}}, when: {attribute: [architecture]}}
#     - {document: {image: {os: "{value.any}"}}, when: {attribute: [os_type]}}
#     - {document: {image: {distro: {name: "{value.any}"}}}, when: {attribute: [distro]}}
#     - {document: {image: {distro: {version: "{value.any}"}}}, when: {attribute: [distro_version]}}
#     - {document: {image: {distro: {name: example, like: "{value.any}"}}}, when: {attribute: [like_distro]}}
#     - {document: {image: {size: "{value}"}}, when: {attribute: [size]}}
#     - {document: {image: {size: "{value.above}"}}, when: {attribute: [size]}}
#     - {document: {image: {size: "{value.below}"}}, when: {attribute: [size]}}
#     - {document: {image: {layers: "{value.objects}"}}, when: {attribute: [layer_count]}}
#     - {document: {image: {layers: "{value.more_objects}"}}, when: {attribute: [layer_count]}}
#     - {document: {image: {layers: "{value.fewer_objects}"}}, when: {attribute: [layer_count]}}
#     - {image: {architecture: "", size: 0, layers: []}}
#   anchore: {since: "1.0"}
package pratique.gates.metadata.attribute

import data.pratique.lib.finding
import data.pratique.lib.image
import data.pratique.lib.pattern
import data.pratique.lib.python

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message}) |
	_holds(params, got)
	message := sprintf("Attribute check for attribute: '%s' check: '%s' check_value: '%s' matched image value: '%s'", [
		params.attribute,
		params.check,
		_text(want),
		_text(got),
	])
] if {
	got := image.attribute[params.attribute]
	_complete(params)
	not _problem(params, got)
	want := params.value
}

findings(rule, params) := [finding.error(rule, problem)] if {
	problem := _problem(params, image.attribute[params.attribute])
}

# METADATA
# description: The text that the expression in value is tested on.
value_subjects(params) := {got |
	got := image.attribute[params.attribute]
	is_string(got)
}

_complete(params) if params.check in (_without_value | _by_order)

_complete(params) if params.check in {"=", "!=", "in", "not_in"}

_complete(params) if {
	params.check in _by_pattern
	params.value_pattern
}

_text(null) := "None"

_text(value) := value if is_string(value)

# conftest's numbers are floating-point and would be printed as such.
_text(value) := format_int(value, 10) if is_number(value)

_without_value := {"exists", "not_exists"}

_by_pattern := {"like", "not_like"}

_by_order := {"<", ">", "<=", ">="}

_of_texts := {"like", "not_like", "in", "not_in"}

# Python cannot order None, nor match it.
_problem(params, null) := sprintf("the image has no %s to compare with '%s'", [params.attribute, params.check]) if {
	params.check in (_by_pattern | _by_order)
	params.value != ""
}

# compatibility.md#like-on-numbers.
_problem(params, got) := sprintf("'%s' compares texts, and %s is a number", [params.check, params.attribute]) if {
	is_number(got)
	params.check in _of_texts
}

_problem(params, got) := pattern.problem(params.value_pattern) if {
	is_string(got)
	params.check in _by_pattern
	params.value != ""
}

_holds(params, got) if {
	not params.check in _without_value
	params.value != ""
	_compares(params.check, got, params)
}

_holds(params, got) if {
	params.check == "exists"
	_truthy(got)
}

_holds(params, got) if {
	params.check == "not_exists"
	not _truthy(got)
}

# A size or a count is 0, a text is empty, or there is none.
_truthy(got) if not got in {null, 0, ""}

_compares("=", got, params) if got == params.value

_compares("!=", got, params) if got != params.value

_compares("<", got, params) if got < params.value

_compares(">", got, params) if got > params.value

_compares("<=", got, params) if got <= params.value

_compares(">=", got, params) if got >= params.value

_compares("in", got, params) if got in python.pieces(params.value)

_compares("not_in", got, params) if not got in python.pieces(params.value)

_compares("like", got, params) if got in pattern.matching(params.value_pattern, [got])

_compares("not_like", got, params) if not got in pattern.matching(params.value_pattern, [got])
