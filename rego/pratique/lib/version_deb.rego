# METADATA
# title: Versions of dpkg
# description: As Anchore compares them, which is dpkg's algorithm but for compatibility.md#dpkg-epochs.
# scope: package
package pratique.lib.version_deb

import data.pratique.lib.python
import data.pratique.lib.python_repr

# METADATA
# title: A version is lower than another
# description: Undefined where `problem` is defined of either.
older(a, b) if {
	[left, right] := [_parts(a), _parts(b)]
	not _epochs_differ(left, right)
	[_tokens(left.upstream), _tokens(left.revision)] < [_tokens(right.upstream), _tokens(right.revision)]
}

# METADATA
# title: Why a version cannot be compared
# description: Undefined for one that can.
problem(version) := sprintf("%s has an epoch that is no number, or nothing after it", [json.marshal(version)]) if {
	not _parts(version)
}

# compatibility.md#dpkg-epochs: a lower epoch counts as equal to a greater one, so that nothing after
# it is compared.
_epochs_differ(a, b) if a.epoch != b.epoch

# upstream, revision and epoch, where there is one.
_parts(version) := _upstream_and_revision(stripped) if {
	stripped := python.strip(version)
	not contains(stripped, ":")
}

_parts(version) := object.union({"epoch": _integer(split_up[1])}, _upstream_and_revision(split_up[2])) if {
	split_up := regex.find_all_string_submatch_n(`(?s)^(.*):([^:]+)$`, python.strip(version), 1)[0]
}

# The digits of what Python's int() takes, unless it is negative.
_integer(text) := trim_left(replace(groups[2], "_", ""), "0") if {
	groups := regex.find_all_string_submatch_n(`^([+-]?)(\d+(?:_\d+)*)$`, python.strip(text), 1)[0]
	not _negative(groups)
}

_negative(groups) if {
	groups[1] == "-"
	trim(groups[2], "0_") != ""
}

_upstream_and_revision(text) := {"upstream": groups[1], "revision": groups[2]} if {
	groups := regex.find_all_string_submatch_n(`(?s)^(.*)-(.*)$`, text, 1)[0]
}

_upstream_and_revision(text) := {"upstream": text, "revision": "0"} if not contains(text, "-")

# Runs of other characters and of digits by turns, each such that arrays of them are ordered as
# dpkg orders the text. The last one stands for its end.
_tokens(text) := array.concat(
	[[_weights(run[1]), _number(run[2])] |
		some run in regex.find_all_string_submatch_n(`([^0-9]*)([0-9]*)`, text, -1)
	],
	[[[0], [0, ""]]],
)

# The end of a run weighs 0, so that only a tilde is before it.
_weights(run) := array.concat([_weight(char) | some char in regex.find_n(`(?s).`, run, -1)], [0])

_weight("~") := -1

_weight(char) := python_repr.ord(char) if regex.match(`^\pL`, char)

_weight(char) := python_repr.ord(char) + 256 if regex.match(`^[^\pL~]`, char)

_number(digits) := [count(significant), significant] if {
	significant := trim_left(digits, "0")
}
