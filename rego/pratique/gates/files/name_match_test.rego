package pratique.gates.files.name_match_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.files.name_match

record := fixture.rule("files", "name_match")

document := {
	"files": {"/etc/passwd": {"layer": 1}, "/etc": {}, "/bin": {"layer": 0}, "/é": {"layer": 0}},
	"matches": {"(?=/b)": ["/bin"]},
}

found(path, expression, location) := fixture.hashed(
	record,
	sprintf("Application of regex matched file found in container: file=%s regexp=%s", [path, expression]),
	location,
)

cases := {
	"in the order of the paths": {
		"params": {"regex": "/etc", "regex_pattern": {"re2": `\A(?:/etc)`}},
		"want": [
			found("/etc", "/etc", {"path": "/etc"}),
			fixture.fired(
				record,
				"Application of regex matched file found in container: file=/etc/passwd regexp=/etc",
				"6dd2c3e44e3355c25924d804e8a4c32f",
				{"path": "/etc/passwd", "layer": 1},
			),
		],
	},
	"from the beginning": {"params": {"regex": "etc", "regex_pattern": {"re2": `\A(?:etc)`}}, "want": []},
	"in Python": {
		"params": {"regex": "(?=/b)", "regex_pattern": {"python": "(?=/b)"}},
		"want": [found("/bin", "(?=/b)", {"path": "/bin", "layer": 0})],
	},
	"Unicode": {
		"params": {"regex": "/é", "regex_pattern": {"re2": `\A(?:/é)`}},
		"want": [found("/é", "/é", {"path": "/é", "layer": 0})],
	},
	"a bad expression": {
		"params": {"regex": "*", "regex_pattern": {"error": "nothing to repeat at position 0"}},
		"want": [fixture.raised(record, "nothing to repeat at position 0")],
	},
}

test_findings[name] if {
	some name, tc in cases
	name_match.findings(record, tc.params) == tc.want with input as document
}

sections := {"absent": {}, "null": {"files": null}, "empty": {"files": {}}}

test_no_files[name] if {
	some name, none in sections
	name_match.findings(record, {"regex": "*", "regex_pattern": {"error": "nothing to repeat"}}) == [] with input as none
	name_match.findings(record, {"regex": "/", "regex_pattern": {"re2": `\A(?:/)`}}) == [] with input as none
}

test_incomplete if not name_match.findings(record, {"regex": "/"}) with input as document

test_subjects if {
	name_match.regex_subjects({}) == {"/etc/passwd", "/etc", "/bin", "/é"} with input as document
	name_match.regex_subjects({}) == set() with input as {}
}
