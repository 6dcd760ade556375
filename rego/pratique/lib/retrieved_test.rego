package pratique.lib.retrieved_test

import data.pratique.lib.retrieved

none := {"absent": {}, "null": {"retrieved_files": null}, "empty": {"retrieved_files": {}}}

test_none_stored[name] if {
	some name, document in none
	retrieved.none_stored with input as document
	not retrieved.stored("/a") with input as document
	not retrieved.text("/a") with input as document
	not retrieved.problem("/a") with input as document
}

cases := {
	"text": {"file": {"content": "é", "encoding": "utf-8"}, "text": "é", "problem": null},
	"no encoding": {"file": {"content": "é"}, "text": "é", "problem": null},
	"null encoding": {"file": {"content": "é", "encoding": null}, "text": "é", "problem": null},
	"empty": {"file": {"content": "", "encoding": "utf-8"}, "text": "", "problem": null},
	"not UTF-8": {
		"file": {"content": "/w==", "encoding": "base64"},
		"text": null,
		"problem": "the content of /a is not UTF-8",
	},
	"no base64": {
		"file": {"content": "/", "encoding": "base64"},
		"text": null,
		"problem": "the content of /a is not UTF-8",
	},
	"text in base64": {"file": {"content": "w6nvv70=", "encoding": "base64"}, "text": "é\ufffd", "problem": null},
	"cut off": {
		"file": {"content": "x", "encoding": "utf-8", "truncated": true},
		"text": "x",
		"problem": "only the beginning of /a was stored",
	},
	"not UTF-8 and cut off": {
		"file": {"content": "/w==", "encoding": "base64", "truncated": true},
		"text": null,
		"problem": "the content of /a is not UTF-8",
	},
}

test_stored[name] if {
	some name, tc in cases
	document := {"retrieved_files": {"/a": tc.file}}
	retrieved.stored("/a") with input as document
	not retrieved.none_stored with input as document
	texts := [text | text := retrieved.text("/a")] with input as document
	texts == [tc.text | tc.text != null]
	problems := [problem | problem := retrieved.problem("/a")] with input as document
	problems == [tc.problem | tc.problem != null]
}
