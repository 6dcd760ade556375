# METADATA
# title: Several users or groups have one name or number
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Give each user and group a name and a number of its own: RUN usermod --uid UID NAME, groupmod
#     --gid GID NAME.
package pratique.gates.practice.image.duplicate_ids

import data.pratique.lib.finding

# METADATA
# description: Sorted by message.
findings(rule, params) := [finding.new(rule, hit) |
	some [message, about] in sort(_duplicates)
	hit := {"message": message, "about": object.union({"check": params.check}, about)}
] if {
	_known
}

findings(rule, _) := [finding.unknown(rule, ["accounts"])] if not _known

_duplicates := {[sprintf("Several %s have the same %s: %s", [kind, noun, value]), {kind: {noun: value}}] |
	some [kind, noun, key] in [
		["users", "name", "name"],
		["users", "number", "uid"],
		["groups", "name", "name"],
		["groups", "number", "gid"],
	]
	values := sort([_text(account[key]) | some account in input.accounts[kind]])
	some i, value in values
	value == values[i + 1]
}

# Engines differ in how they print a large number.
_text(value) := value if is_string(value)

_text(value) := format_int(value, 10) if is_number(value)

_known if is_object(input.accounts)
