package pratique.lib.passwd_test

import data.pratique.lib.passwd

cases := {
	"absent": {"document": {}, "entries": []},
	"null": {"document": {"retrieved_files": null}, "entries": []},
	"empty": {"document": {"retrieved_files": {}}, "entries": []},
	"another file": {
		"document": {"retrieved_files": {"/etc/group": {"content": "a", "encoding": "utf-8"}}},
		"entries": [],
	},
	"empty file": {"document": stored(""), "entries": []},
	"stripped": {
		"document": stored(" root:x:0 \r\nftp\n"),
		"entries": [{"line": "root:x:0", "fields": ["root", "x", "0"]}, {"line": "ftp", "fields": ["ftp"]}],
	},
	"repeated name": {
		"document": stored("a:1\nb:2\na:3"),
		"entries": [{"line": "a:3", "fields": ["a", "3"]}, {"line": "b:2", "fields": ["b", "2"]}],
	},
	"empty lines": {
		"document": stored("a:1\n\n\n"),
		"entries": [{"line": "a:1", "fields": ["a", "1"]}, {"line": "", "fields": [""]}],
	},
}

stored(content) := {"retrieved_files": {"/etc/passwd": {"content": content, "encoding": "utf-8"}}}

test_entries[name] if {
	some name, tc in cases
	passwd.entries == tc.entries with input as tc.document
	not passwd.problem with input as tc.document
}

test_problem if {
	document := {"retrieved_files": {"/etc/passwd": {"content": "/w==", "encoding": "base64"}}}
	passwd.problem == "the content of /etc/passwd is not UTF-8" with input as document
	passwd.entries == [] with input as document
}

test_hit if {
	got := passwd.hit("uid", "0", {"line": "root:x:0"}) with input as {"files": {"/etc/passwd": {"layer": 2}}}
	got == {
		"message": "Blacklisted uid '0' found in image's /etc/passwd: pentry=root:x:0",
		"location": {"path": "/etc/passwd", "layer": 2},
	}
}
