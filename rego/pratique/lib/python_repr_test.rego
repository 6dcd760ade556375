package pratique.lib.python_repr_test

import data.pratique.lib.python_repr

texts := {
	"plain": {"text": "1.2.3", "want": "'1.2.3'"},
	"empty": {"text": "", "want": "''"},
	"single quote": {"text": "it's", "want": `"it's"`},
	"double quote": {"text": `say "hi"`, "want": `'say "hi"'`},
	"both quotes": {"text": `both'"`, "want": `'both\'"'`},
	"backslash": {"text": `a\n`, "want": `'a\\n'`},
	"backslash in double quotes": {"text": `a\'`, "want": `"a\\'"`},
	"named": {"text": "\t\n\r", "want": `'\t\n\r'`},
	"control": {"text": "\u0000\u0007\u001f\u007f\u0080\u009f", "want": `'\x00\x07\x1f\x7f\x80\x9f'`},
	"printable": {"text": "é日本😀¡", "want": "'é日本😀¡'"},
	"Latin 1": {"text": "\u00a0\u00ad", "want": `'\xa0\xad'`},
	"format and space": {"text": "\u200b\u2028\u3000\ufeff", "want": `'\u200b\u2028\u3000\ufeff'`},
	"private use and unassigned": {"text": "\ue000\u0378\ud83f\udffe", "want": `'\ue000\u0378\U0001fffe'`},
	"a blank": {"text": "a b", "want": "'a b'"},
}

test_text[name] if {
	some name, tc in texts
	python_repr.text(tc.text) == tc.want
}

test_list if {
	python_repr.list([]) == "[]"
	python_repr.list(["a", "it's"]) == `['a', "it's"]`
}

test_optional if {
	python_repr.optional("") == ""
	python_repr.optional(null) == "None"
}

floats := {
	"whole": {"number": 7, "want": "7.0"},
	"written with a fraction": {"number": 10.0, "want": "10.0"},
	"fraction": {"number": 6.55, "want": "6.55"},
	"zero": {"number": 0, "want": "0.0"},
	"negative": {"number": -1, "want": "-1.0"},
	"shortest": {"number": 0.30000000000000004, "want": "0.30000000000000004"},
	"1e-4": {"number": 0.0001, "want": "0.0001"},
	"1e-5": {"number": 0.00001, "want": "1e-05"},
	"with an exponent": {"number": 1e-5, "want": "1e-05"},
	"1e6": {"number": 1e6, "want": "1000000.0"},
	"seven digits and a half": {"number": 1234567.5, "want": "1234567.5"},
	"negative, large": {"number": -1234567.5, "want": "-1234567.5"},
	"10 digits": {"number": 1234567890, "want": "1234567890.0"},
	"more digits than a double": {"number": 9007199254740993, "want": "9007199254740992.0"},
	"1e16": {"number": 10000000000000000, "want": "1e+16"},
	"1e22": {"number": 1e22, "want": "1e+22"},
	"1e100": {"number": 1e100, "want": "1e+100"},
	"20 digits": {"number": 12345678901234567890, "want": "1.2345678901234567e+19"},
}

test_float[name] if {
	some name, tc in floats
	python_repr.float(tc.number) == tc.want
}

code_points := {
	"\u0000": 0,
	"a": 97,
	"\u007f": 127,
	"\u0080": 128,
	"é": 233,
	"߿": 2047,
	"ࠀ": 2048,
	"日": 26085,
	"\uffff": 65535,
	"😀": 128512,
}

test_ord[char] if {
	some char, code in code_points
	python_repr.ord(char) == code
}
