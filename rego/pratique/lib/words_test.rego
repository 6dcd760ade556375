package pratique.lib.words_test

import data.pratique.lib.words

spec := {"short": "o", "long": {"--output"}}

read := {
	"nothing": [[], [], [], 0],
	"operands": [["a", "b"], [], ["a", "b"], 0],
	"an option": [["-x", "a"], [["-x", null]], ["a"], 1],
	"a value of its own word": [["-o", "f", "a"], [["-o", "f"]], ["a"], 2],
	"a value in the word": [["-of", "a"], [["-o", "f"]], ["a"], 1],
	"several letters": [["-xo", "f"], [["-x", null], ["-o", "f"]], [], 2],
	"a long one": [["--output", "f", "a"], [["--output", "f"]], ["a"], 2],
	"a long one with its value": [["--output=f"], [["--output", "f"]], [], 1],
	"the end": [["--", "-o", "f"], [], ["-o", "f"], 1],
	"an operand between": [["a", "-x", "b"], [["-x", null]], ["a", "b"], 0],
}

test_read[name] if {
	some name, [given, options, operands, first] in read
	got := words.read(spec, given)
	[[option.name, option.value] | some option in got.options] == options
	got.operands == operands
	got.first == first
}

test_last if {
	options := words.read(spec, ["-o", "a", "-o", "b"]).options
	words.last(options, {"-o", "--output"}) == "b"
	not words.last(options, {"--output"})
}
