# METADATA
# title: Versions of rpm
# description: >-
#   As Anchore compares them, an approximation of rpm's algorithm: tilde and caret are separators
#   (compatibility.md#rpm-tilde), and letters are higher than digits (compatibility.md#rpm-letters).
# scope: package
package pratique.lib.version_rpm

import data.pratique.lib.python

# METADATA
# title: A version is lower than another
older(a, b) if {
	[left, right] := [_parts(a), _parts(b)]
	_earlier(left, right)
}

# compatibility.md#rpm-epochs: epochs are texts.
_earlier(a, b) if a.epoch < b.epoch

_earlier(a, b) if {
	not _epochs_differ(a, b)
	_segments_lower(a.version, b.version)
}

_earlier(a, b) if {
	not _epochs_differ(a, b)
	_equal(a.version, b.version)
	_segments_lower(a.release, b.release)
}

# An epoch counts only where both have one.
_epochs_differ(a, b) if a.epoch != b.epoch

_parts(text) := object.union(_epoch_and_version(groups[1]), {"release": groups[2]}) if {
	groups := regex.find_all_string_submatch_n(`(?s)^(.*)-(.*)$`, text, 1)[0]
}

_parts(text) := object.union(_epoch_and_version(text), {"release": ""}) if not contains(text, "-")

_epoch_and_version(text) := {"epoch": groups[1], "version": groups[2]} if {
	groups := regex.find_all_string_submatch_n(`(?s)^([^:]*):(.*)$`, text, 1)[0]
}

_epoch_and_version(text) := {"version": text} if not contains(text, ":")

_segments_lower(a, b) if {
	left := _aligned(a, b)
	right := _segments(b)
	_first_differs(left, right)
}

_segments_lower(a, b) if {
	_aligned(a, b) == _segments(b)
	_rest(a) == ""
	_rest(b) != ""
}

_equal(a, b) if {
	_aligned(a, b) == _segments(b)
	not _rest_left(a, b)
}

# What is left when the other one is at its end decides, separators too.
_rest_left(a, b) if {
	_rest(a) != ""
	_rest(b) == ""
}

# The first segments that differ decide; where one text has no more, the other is higher. Segments
# of different kinds are never lower (compatibility.md#rpm-letters).
_first_differs(left, right) if {
	place := min({i | some i, segment in left; segment != right[i]})
	left[place][0] == right[place][0]
	left[place] < right[place]
}

_first_differs(left, right) if {
	count(left) < count(right)
	array.slice(right, 0, count(left)) == left
}

# A segment is a run of digits, or a run that begins with a letter and goes on to the next digit.
_segments(text) := [_key(groups) | some groups in _runs(text)]

_runs(text) := regex.find_all_string_submatch_n(`(?s)[^0-9\pL]*(?:([0-9]+)|(\pL[^0-9]*))`, python.strip(text), -1)

_key(groups) := ["digits", count(significant), significant] if {
	groups[1] != ""
	significant := trim_left(groups[1], "0")
}

_key(groups) := ["letters", groups[2]] if groups[1] == ""

# Separators after the last segment.
_rest(text) := regex.find_n(`(?s)[^0-9\pL]*$`, python.strip(text), 1)[0] if not _ends_in_letters(text)

_rest(text) := "" if _ends_in_letters(text)

_ends_in_letters(text) if {
	segments := _segments(text)
	segments[count(segments) - 1][0] == "letters"
}

# The segments of a without the zeros that are passed over while b is at letters: of the zeros
# before letters in a, as many as b does not have.
_aligned(a, b) := [segment |
	some i, segment in segments
	not passed[i]
] if {
	segments := _segments(a)
	groups := _groups(segments)
	others := _groups(_segments(b))
	passed := {i |
		some k, group in groups
		others[k].closed
		first := max({group.start + others[k].size, group.last_significant + 1})
		some i in numbers.range(first, group.end)
		i >= first
		i < group.end
	}
}

# The runs of digits between letters. A closed group has letters after it.
_groups(segments) := [group |
	some k, end in ends
	start := starts[k]
	significant := {i | some i in numbers.range(start, end); i < end; segments[i][1] != 0}
	group := {
		"start": start,
		"end": end,
		"size": end - start,
		"closed": end < count(segments),
		"last_significant": max(significant | {start - 1}),
	}
] if {
	letters := [i | some i, segment in segments; segment[0] == "letters"]
	ends := array.concat(letters, [count(segments)])
	starts := array.concat([0], [start | some i in letters; start := i + 1])
}
