# METADATA
# title: Python's text functions
# description: Anchore's messages and comparisons are made with these, on Unicode text.
# scope: package
package pratique.lib.python

# Everything that str.isspace() accepts. U+001C to U+001F are among it, U+200B is not.
_white_space := concat("", [
	"\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680",
	"\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
	"\u2028\u2029\u202f\u205f\u3000",
])

# METADATA
# title: What \s is in a Python expression, as RE2
space := concat("", ["[", _white_space, "]"])

# METADATA
# title: str.strip()
strip(text) := trim(text, _white_space)

# METADATA
# title: str.split() without an argument
# description: The words between runs of white space; none of them is empty.
words(text) := regex.find_n(_word, text, -1)

# METADATA
# title: str.splitlines()
# description: The lines without their ends; a line end at the very end begins no further line.
lines(text) := array.slice(split_lines, 0, count(split_lines) - 1) if {
	split_lines := regex.split(_line_end, text)
	split_lines[count(split_lines) - 1] == ""
}

lines(text) := split_lines if {
	split_lines := regex.split(_line_end, text)
	split_lines[count(split_lines) - 1] != ""
}

# METADATA
# title: The pieces of a text between commas, each stripped
pieces(text) := [strip(piece) | some piece in split(text, ",")]

# METADATA
# title: oct(n)
# description: Of an integer that is not negative.
oct(n) := concat("", ["0o", format_int(n, 8)])

# METADATA
# title: oct(int(text, 8))
# description: >-
#   Of the text of an octal number of any length: white space around it, a sign, a prefix 0o and
#   single underscores between digits are allowed. Undefined for any other text.
oct_of_text(text) := concat("", [_sign(groups[1], digits), "0o", digits]) if {
	groups := regex.find_all_string_submatch_n(_octal, strip(text), 1)[0]
	digits := _canonical(groups[2])
}

_word := concat("", ["[^", trim_prefix(space, "["), "+"])

_line_end := `\r\n|[\n\v\f\r\x1c-\x1e\x{85}\x{2028}\x{2029}]`

_octal := `^([+-]?)(?:0[oO]_?)?([0-7]+(?:_[0-7]+)*)$`

_canonical(digits) := stripped if {
	stripped := trim_left(replace(digits, "_", ""), "0")
	stripped != ""
}

_canonical(digits) := "0" if trim_left(replace(digits, "_", ""), "0") == ""

default _sign(_, _) := ""

_sign("-", digits) := "-" if digits != "0"
