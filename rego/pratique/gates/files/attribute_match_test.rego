package pratique.gates.files.attribute_match_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.files.attribute_match

record := fixture.rule("files", "attribute_match")

document := {"files": {
	"/f": {"type": "file", "mode": 33188, "sha256": "abc", "layer": 1},
	"/s": {"type": "file", "mode": 35309, "sha256": null, "layer": 0},
	"/d": {"type": "dir", "mode": 16877},
	"/unread": {"type": "file", "mode": 33188},
}}

defaults := {"checksum_algorithm": "sha256", "checksum_match": "equals", "mode_op": "equals", "skip_missing": true}

found(message, location) := [fixture.hashed(record, message, location)]

cases := {
	"nothing to compare": {"params": {"filename": "/f"}, "want": []},
	"empty texts": {"params": {"filename": "/f", "checksum": "", "mode": ""}, "want": []},
	"checksum": {
		"params": {"filename": "/f", "checksum": "abc"},
		"want": found("filename=/f and checksum=abc op=equals specified_checksum=abc", {"path": "/f", "layer": 1}),
	},
	"another checksum": {"params": {"filename": "/f", "checksum": "ABC"}, "want": []},
	"checksum not_equals": {
		"params": {"filename": "/f", "checksum": "x", "checksum_match": "not_equals"},
		"want": found("filename=/f and checksum=abc op=not_equals specified_checksum=x", {"path": "/f", "layer": 1}),
	},
	"no checksum of a directory": {
		"params": {"filename": "/d", "checksum": "x", "checksum_match": "not_equals"},
		"want": found("filename=/d and checksum=DIRECTORY_OR_OTHER op=not_equals specified_checksum=x", {"path": "/d"}),
	},
	"no checksum of a file": {
		"params": {"filename": "/s", "checksum": "DIRECTORY_OR_OTHER"},
		"want": found(
			"filename=/s and checksum=DIRECTORY_OR_OTHER op=equals specified_checksum=DIRECTORY_OR_OTHER",
			{"path": "/s", "layer": 0},
		),
	},
	"checksum that nobody computed": {
		"params": {"filename": "/unread", "checksum": "x"},
		"want": [fixture.raised(record, "the document has no SHA-256 of /unread")],
	},
	"mode": {
		"params": {"filename": "/f", "mode": "00644"},
		"want": found("filename=/f and mode=0o644 op=equals specified_mode=0o644", {"path": "/f", "layer": 1}),
	},
	"mode with set-uid": {
		"params": {"filename": "/s", "mode": "755", "mode_op": "not_equals"},
		"want": found("filename=/s and mode=0o4755 op=not_equals specified_mode=0o755", {"path": "/s", "layer": 0}),
	},
	"mode with a type": {"params": {"filename": "/f", "mode": "100644"}, "want": []},
	"mode that is no number": {
		"params": {"filename": "/f", "mode": "rw"},
		"want": [fixture.raised(record, `"rw" is no octal number`)],
	},
	"both hold": {
		"params": {"filename": "/f", "checksum": "abc", "mode": "0o644"},
		"want": found(
			"filename=/f and checksum=abc op=equals specified_checksum=abc and mode=0o644 op=equals specified_mode=0o644",
			{"path": "/f", "layer": 1},
		),
	},
	"one holds": {"params": {"filename": "/f", "checksum": "abc", "mode": "600"}, "want": []},
	"the other holds": {"params": {"filename": "/f", "checksum": "x", "mode": "644"}, "want": []},
	"missing": {"params": {"filename": "/x", "mode": "rw"}, "want": []},
	"missing and wanted": {
		"params": {"filename": "/x", "checksum": "x", "skip_missing": false},
		"want": found("filename=/x and skip_missing=False", {"path": "/x"}),
	},
	"there and wanted": {"params": {"filename": "/f", "skip_missing": false}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	attribute_match.findings(record, object.union(defaults, tc.params)) == tc.want with input as document
}

sections := {"absent": {}, "null": {"files": null}, "empty": {"files": {}}}

test_no_files[name] if {
	params := {"filename": "/f", "mode": "644"}
	some name, none in sections
	attribute_match.findings(record, object.union(defaults, params)) == [] with input as none
}

test_incomplete if {
	not attribute_match.findings(record, defaults) with input as document
	not attribute_match.findings(record, {"filename": "/x"}) with input as document
}
