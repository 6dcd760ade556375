# METADATA
# title: Options and operands
# description: >-
#   How a program reads its words. `spec` has `short`, the letters of the options that take a value
#   (the rest of the word, or the next one), and `long`, those of several letters; it may have
#   `booleans`, words that are the value of the option before them whatever it is, `plain`, where
#   options of several letters begin with one dash, and `full`, options that may be shortened.
# scope: package
package pratique.lib.words

# METADATA
# title: The options and the operands of some words
# description: >-
#   `options` has the name and the value (null without one) of each, short ones by themselves;
#   `operands` the other words; `first` the place of the first of them.
read(spec, words) := {
	"options": [option |
		some i, mark in marks
		mark in {"v", "o"}
		some option in _options(spec, words[i], _next(words, i, marks))
	],
	"operands": [words[i] | some i, mark in marks; mark == "w"],
	"first": min({i | some i, mark in marks; mark == "w"} | {count(words)}),
} if {
	marks := _marks(spec, words)
}

# METADATA
# title: The value of the last of some options, null where the option has none
last(options, names) := found[count(found) - 1] if {
	found := [option.value | some option in options; option.name in names]
}

# v an option with the next word for a value, x that value, o another option, e the end of the
# options, w a word. What follows the end is words.
_marks(spec, words) := split(concat("", [substring(valued, 0, end), _after(substring(valued, end, -1))]), "") if {
	valued := regex.replace(concat("", [_kind(spec, words, i) | some i, _ in words]), "v.", "vx")
	end := _end(indexof(valued, "e"), count(valued))
}

_end(-1, length) := length

_end(place, _) := place if place >= 0

_after("") := ""

_after(marks) := concat("", ["e", regex.replace(substring(marks, 1, -1), ".", "w")]) if marks != ""

_kind(spec, words, i) := _kind_of(spec, words[i], concat("", array.slice(words, i + 1, i + 2)))

_kind_of(_, "--", _) := "e"

_kind_of(_, word, _) := "w" if {
	not _is_option(word)
	word != "--"
}

_kind_of(spec, word, following) := "v" if {
	_is_option(word)
	_takes_next(spec, word, following)
}

_kind_of(spec, word, following) := "o" if {
	_is_option(word)
	not _takes_next(spec, word, following)
}

_is_option(word) if {
	startswith(word, "-")
	not word in {"-", "--"}
}

_takes_next(spec, word, _) if _name(spec, word) in spec.long

_takes_next(spec, word, _) if {
	_is_short(spec, word)
	_cluster(spec, word)[2] != ""
	regex.match(`^.$`, _rest(spec, word))
}

_takes_next(spec, word, following) if {
	lower(following) in object.get(spec, "booleans", set())
	not contains(word, "=")
}

_is_short(spec, word) if {
	not startswith(word, "--")
	not spec.plain
}

# What stands from the letter on that takes a value.
_rest(spec, word) := concat("", array.slice(_cluster(spec, word), 2, 4))

# [whole, letters, letter that takes a value, its value, value of the last of the letters]
_cluster(spec, word) := regex.find_all_string_submatch_n(_pattern(spec.short), word, 1)[0]

_pattern("") := `^-([^=]*)()()(?:=(.*))?$`

_pattern(letters) := sprintf(`^-([^%s=]*)(?:([%s])=?(.*)|=(.*))?$`, [letters, letters]) if letters != ""

_next(words, i, marks) := words[i + 1] if marks[i + 1] == "x"

_next(_, i, marks) := null if not marks[i + 1] == "x"

_options(spec, word, following) := [{"name": _name(spec, parts[0]), "value": _value(parts, following)}] if {
	not _is_short(spec, word)
	parts := split(word, "=")
}

_options(spec, word, following) := array.concat(
	[{"name": sprintf("-%s", [letter]), "value": _letter_value(groups, i, following)} | some i, letter in letters],
	[{"name": sprintf("-%s", [groups[2]]), "value": _valued(groups[3], following)} | groups[2] != ""],
) if {
	_is_short(spec, word)
	groups := _cluster(spec, word)
	letters := [letter | some letter in split(groups[1], "")]
}

_value(parts, following) := following if count(parts) == 1

_value(parts, _) := concat("=", array.slice(parts, 1, count(parts))) if count(parts) > 1

_valued("", following) := following

_valued(rest, _) := rest if rest != ""

# -f=no, and -f no where that is a value.
_letter_value(groups, i, following) := _last_value(groups[4], following) if {
	i == count(groups[1]) - 1
	groups[2] == ""
}

_letter_value(groups, i, _) := null if i < count(groups[1]) - 1

_letter_value(groups, i, _) := null if {
	i == count(groups[1]) - 1
	groups[2] != ""
}

_last_value("", following) := following

_last_value(value, _) := value if value != ""

# The whole of a name that is shortened.
_name(spec, word) := [name | some name in spec.full; startswith(name, word)][0] if {
	count(word) > 5
	count([name | some name in spec.full; startswith(name, word)]) == 1
}

_name(spec, word) := word if not _shortened(spec, word)

_shortened(spec, word) if {
	count(word) > 5
	count([name | some name in spec.full; startswith(name, word)]) == 1
}
