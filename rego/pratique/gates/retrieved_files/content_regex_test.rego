package pratique.gates.retrieved_files.content_regex_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.retrieved_files.content_regex

record := fixture.rule("retrieved_files", "content_regex")

document := {
	"retrieved_files": {
		"/a": {"content": "SSLEnabled true\nx\u00a0y\n", "encoding": "utf-8"},
		"/empty": {"content": "", "encoding": "utf-8"},
		"/binary": {"content": "/w==", "encoding": "base64"},
	},
	"files": {"/a": {"layer": 3}},
	"matches": {"(?=y)": ["y"]},
}

fires(check, expression, path, location) := [fixture.fired(
	record,
	sprintf("Content regex '%s' check '%s' found in retrieved file '%s'", [expression, check, path]),
	sprintf("r1+file://%s", [path]),
	location,
)]

in_a := {"path": "/a", "layer": 3}

cases := {
	"match": {"path": "/a", "check": "match", "pattern": {"re2": `\A(?:SSL)`}, "want": fires("match", "R", "/a", in_a)},
	"match from the beginning of a word": {
		"path": "/a",
		"check": "match",
		"pattern": {"re2": `\A(?:Enabled)`},
		"want": [],
	},
	"match across words": {"path": "/a", "check": "match", "pattern": {"re2": `\A(?:SSLEnabled true)`}, "want": []},
	"match in Python": {
		"path": "/a",
		"check": "match",
		"pattern": {"python": "(?=y)"},
		"want": fires("match", "R", "/a", in_a),
	},
	"no_match": {
		"path": "/a",
		"check": "no_match",
		"pattern": {"re2": `\A(?:z)`},
		"want": fires("no_match", "R", "/a", in_a),
	},
	"no_match, but it does": {"path": "/a", "check": "no_match", "pattern": {"re2": `\A(?:x)`}, "want": []},
	"no words to match": {"path": "/empty", "check": "match", "pattern": {"re2": `\A(?:.*)`}, "want": []},
	"no words": {
		"path": "/empty",
		"check": "no_match",
		"pattern": {"re2": `\A(?:.*)`},
		"want": fires("no_match", "R", "/empty", {"path": "/empty"}),
	},
	"not stored": {"path": "/b", "check": "no_match", "pattern": {"re2": `\A(?:x)`}, "want": []},
	"bad expression": {
		"path": "/a",
		"check": "match",
		"pattern": {"error": "missing )"},
		"want": [fixture.raised(record, "missing )")],
	},
	"bad expression, not stored": {
		"path": "/b",
		"check": "match",
		"pattern": {"error": "missing )"},
		"want": [fixture.raised(record, "missing )")],
	},
	"not UTF-8": {
		"path": "/binary",
		"check": "no_match",
		"pattern": {"re2": `\A(?:x)`},
		"want": [fixture.raised(record, "the content of /binary is not UTF-8")],
	},
}

test_findings[name] if {
	some name, tc in cases
	params := {"path": tc.path, "check": tc.check, "regex": "R", "regex_pattern": tc.pattern}
	content_regex.findings(record, params) == tc.want with input as document
}

# The trigger id has the rule's id.
test_rule_without_id if {
	params := {"path": "/a", "check": "match", "regex": "x", "regex_pattern": {"re2": `\A(?:x)`}}
	got := content_regex.findings(object.union(record, {"id": null}), params) with input as document
	[finding.trigger_id | some finding in got] == ["None+file:///a"]
}

sections := {"absent": {}, "null": {"retrieved_files": null}, "empty": {"retrieved_files": {}}}

test_nothing_stored[name] if {
	params := {"path": "/a", "check": "no_match", "regex": "(", "regex_pattern": {"error": "missing )"}}
	some name, none in sections
	content_regex.findings(record, params) == [] with input as none
}

test_incomplete if {
	not content_regex.findings(record, {"check": "match", "regex": "x"}) with input as document
	not content_regex.findings(record, {"path": "/a", "check": "match", "regex": "x"}) with input as document
}

subjects := {"/a": {"SSLEnabled", "true", "x", "y"}, "/empty": set(), "/binary": set(), "/b": set()}

test_subjects[path] if {
	some path, want in subjects
	content_regex.regex_subjects({"path": path}) == want with input as document
}
