package pratique.lib.pattern_test

import data.pratique.lib.pattern

cases := {
	"re2": {"pattern": {"re2": `\A(?:/etc)`}, "matching": {"/etc", "/etc/x"}},
	"re2 without a match": {"pattern": {"re2": `\A(?:etc)`}, "matching": set()},
	"python": {"pattern": {"python": "/(?!usr)"}, "matching": {"/etc", "/etc/x"}},
	"python without a match": {"pattern": {"python": "/(?=b)"}, "matching": set()},
}

document := {"matches": {"/(?!usr)": ["/etc", "/etc/x", "/not/tested"], "/(?=b)": []}}

test_matching[name] if {
	some name, tc in cases
	got := pattern.matching(tc.pattern, ["/etc", "/etc/x", "/usr", "/etc"]) with input as document
	got == tc.matching
	pattern.matching(tc.pattern, {"/etc", "/etc/x", "/usr"}) == tc.matching with input as document
	not pattern.problem(tc.pattern) with input as document
}

problems := {
	"not Python": {
		"pattern": {"error": "nothing to repeat at position 0"},
		"document": document,
		"problem": "nothing to repeat at position 0",
	},
	"not RE2": {
		"pattern": {"re2": "("},
		"document": document,
		"problem": `RE2 cannot compile "("`,
	},
	"no answer": {
		"pattern": {"python": "(?=x)"},
		"document": document,
		"problem": `the document has no matches of the Python expression "(?=x)"`,
	},
	"no answers": {
		"pattern": {"python": "(?=x)"},
		"document": {},
		"problem": `the document has no matches of the Python expression "(?=x)"`,
	},
	"out of time": {
		"pattern": {"python": "(?=x)"},
		"document": {"match_errors": {"(?=x)": "out of time"}},
		"problem": `the Python expression "(?=x)" could not be run: out of time`,
	},
	"out of time for other texts": {
		"pattern": {"python": "(?=x)"},
		"document": {"matches": {"(?=x)": ["/etc"]}, "match_errors": {"(?=x)": "out of time"}},
		"problem": `the Python expression "(?=x)" could not be run: out of time`,
	},
	"null for answers": {
		"pattern": {"python": "(?=x)"},
		"document": {"matches": null},
		"problem": `the document has no matches of the Python expression "(?=x)"`,
	},
}

test_problem[name] if {
	some name, tc in problems
	pattern.problem(tc.pattern) == tc.problem with input as tc.document
	not pattern.matching(tc.pattern, ["/etc"]) with input as tc.document
}
