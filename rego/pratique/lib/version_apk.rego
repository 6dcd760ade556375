# METADATA
# title: Versions of apk
# description: As the old apk-tools compare them, token by token.
# scope: package
package pratique.lib.version_apk

# METADATA
# title: A version is lower than another
older(a, b) if {
	[left, right] := [_tokens(a), _tokens(b)]
	place := min({i | some i, token in left; token != right[i]})
	_token_lower(left[place], right[place])
}

# Tokens are arrays of kind and value, the value an array, so that values of one kind are in order.
_token_lower(a, b) if {
	a[0] == b[0]
	a[1] < b[1]
}

_token_lower(a, b) if {
	a[0] != b[0]
	_before_release(a)
}

# What goes on is higher, unless it says that it comes before the release.
_token_lower(a, b) if {
	a[0] > b[0]
	not _before_release(b)
}

_before_release(token) if {
	token[0] == _kinds.suffix
	token[1] < [0]
}

_kinds := {
	"digit_or_zero": 0,
	"digit": 1,
	"letter": 2,
	"suffix": 3,
	"suffix_number": 4,
	"revision": 5,
	"end": 6,
	"invalid": -1,
}

_suffixes := {"alpha": -4, "beta": -3, "pre": -2, "rc": -1, "cvs": 0, "svn": 1, "git": 2, "hg": 3, "p": 4}

# What may follow what: digits and letters, then suffixes, then revisions.
_valid := `^[0-9]*(?:\.[0-9]*|\pL[0-9]+)*\pL?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*)*(?:-r[0-9]*)*`

_parts := `\.(0*)([0-9]*)|(\pL)([0-9]*)|_(alpha|beta|pre|rc|cvs|svn|git|hg|p)([0-9]*)|-r([0-9]*)`

# All tokens, with the end or an invalid one as the last.
_tokens(version) := array.concat(array.slice(tokens, 0, count(tokens) - _dropped(valid, rest)), _last(valid, rest)) if {
	valid := regex.find_n(_valid, version, 1)[0]
	rest := substring(version, count(valid), -1)
	start := regex.find_n(`^[0-9]*`, valid, 1)[0]
	parts := regex.find_all_string_submatch_n(_parts, substring(valid, count(start), -1), -1)
	tokens := array.concat([[_kinds.digit, _number(start)]], [token |
		some groups in parts
		some token in _part(groups)
	])
}

# Zeros after a dot are a token of their own, with a digit token after them but at the very end.
_dropped(valid, rest) := 1 if _ends_in_zeros(valid, rest)

_dropped(valid, rest) := 0 if not _ends_in_zeros(valid, rest)

_ends_in_zeros(valid, "") if regex.match(`\.0+$`, valid)

_part(groups) := [[_kinds.digit_or_zero, [0 - count(groups[1])]], [_kinds.digit, _number(groups[2])]] if groups[1] != ""

_part(groups) := [[_kinds.digit_or_zero, _number(groups[2])]] if {
	startswith(groups[0], ".")
	groups[1] == ""
}

_part(groups) := array.concat([[_kinds.letter, [groups[3]]]], _optional(_kinds.digit, groups[4])) if groups[3] != ""

_part(groups) := array.concat([suffix], _optional(_kinds.suffix_number, groups[6])) if {
	groups[5] != ""
	suffix := [_kinds.suffix, [_suffixes[groups[5]]]]
}

_part(groups) := [[_kinds.revision, _number(groups[7])]] if startswith(groups[0], "-")

_optional(_, "") := []

_optional(kind, digits) := [[kind, _number(digits)]] if digits != ""

_number(digits) := [count(significant), significant] if {
	significant := trim_left(digits, "0")
}

_last(_, "") := [[_kinds.end]]

# A suffix that nobody knows is still one.
_last(valid, rest) := [[_kinds.suffix, [-1]], [_kinds.invalid]] if {
	startswith(rest, "_")
	not contains(valid, "-")
}

_last(valid, rest) := [[_kinds.invalid]] if {
	startswith(rest, "_")
	contains(valid, "-")
}

_last(_, rest) := [[_kinds.invalid]] if {
	rest != ""
	not startswith(rest, "_")
}
