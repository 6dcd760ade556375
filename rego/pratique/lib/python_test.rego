package pratique.lib.python_test

import data.pratique.lib.python

stripped := {
	"nothing": {"text": "a b", "want": "a b"},
	"both ends": {"text": " \t\n\u000b\f\r a \u001c\u001d\u001e\u001f", "want": "a"},
	"Unicode": {"text": "\u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000a\u3000", "want": "a"},
	"no white space": {"text": "\u200ba\ufeff", "want": "\u200ba\ufeff"},
	"empty": {"text": "", "want": ""},
	"only white space": {"text": " \u00a0", "want": ""},
}

test_strip[name] if {
	some name, tc in stripped
	python.strip(tc.text) == tc.want
}

split_up := {
	"words": {"text": "  a\u00a0b\tc\u2028", "want": ["a", "b", "c"]},
	"empty": {"text": "", "want": []},
	"white space": {"text": " \n", "want": []},
	"separators": {"text": "a\u001cb\u001fc", "want": ["a", "b", "c"]},
}

test_words[name] if {
	some name, tc in split_up
	python.words(tc.text) == tc.want
}

lined := {
	"empty": {"text": "", "want": []},
	"no end": {"text": "a", "want": ["a"]},
	"end": {"text": "a\n", "want": ["a"]},
	"two ends": {"text": "a\n\n", "want": ["a", ""]},
	"all ends": {
		"text": "a\r\nb\rc\u000bd\fe\u001cf\u001dg\u001eh\u0085i\u2028j\u2029k",
		"want": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
	},
	"no ends": {"text": "a\u001fb\u00a0c", "want": ["a\u001fb\u00a0c"]},
}

test_lines[name] if {
	some name, tc in lined
	python.lines(tc.text) == tc.want
}

test_pieces if python.pieces(" a,b ,, c d") == ["a", "b", "", "c d"]

octal := {
	"plain": {"text": "644", "want": "0o644"},
	"leading zeros": {"text": "00644", "want": "0o644"},
	"prefix": {"text": "0o644", "want": "0o644"},
	"upper-case prefix": {"text": "0O644", "want": "0o644"},
	"underscores": {"text": "0o_6_4_4", "want": "0o644"},
	"white space": {"text": "\u00a0644\n", "want": "0o644"},
	"sign": {"text": "+644", "want": "0o644"},
	"negative": {"text": "-0644", "want": "-0o644"},
	"zero": {"text": "0_00", "want": "0o0"},
	"negative zero": {"text": "-0", "want": "0o0"},
	"file type": {"text": "100644", "want": "0o100644"},
}

test_oct_of_text[name] if {
	some name, tc in octal
	python.oct_of_text(tc.text) == tc.want
}

not_octal := {"", " ", "9", "0x1", "6__4", "_6", "6_", "+-6", "0o", "rw-r--r--", "6 4", "６４４"}

test_not_octal[text] if {
	some text in not_octal
	not python.oct_of_text(text)
}

test_oct if [python.oct(n) | some n in [0, 420, 35309]] == ["0o0", "0o644", "0o104755"]
