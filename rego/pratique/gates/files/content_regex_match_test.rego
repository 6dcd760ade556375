package pratique.gates.files.content_regex_match_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.files.content_regex_match

record := fixture.rule("files", "content_regex_match")

document := {
	"files": {"/etc/a": {"layer": 1}},
	"content_search": {
		"/etc/b": [{"name": null, "regex": "DB=.*"}, {"name": "", "regex": "y"}],
		"/etc/a": [{"name": "TODO", "regex": ".*"}, {"name": "AWS_ACCESS_KEY", "regex": "(?i).*x"}],
		"/etc/c": [],
	},
}

found(path, text, location) := fixture.hashed(
	record,
	sprintf("File content analyzer found regexp match in container: file=%s regexp=%s", [path, text]),
	location,
)

todo := found("/etc/a", "TODO=.*", {"path": "/etc/a", "layer": 1})

key := fixture.fired(
	record,
	"File content analyzer found regexp match in container: file=/etc/a regexp=AWS_ACCESS_KEY=(?i).*x",
	"0e49a3fed83f254ecd2c960f8b90313b",
	{"path": "/etc/a", "layer": 1},
)

database := found("/etc/b", "DB=.*", {"path": "/etc/b"})

nameless := found("/etc/b", "=y", {"path": "/etc/b"})

cases := {
	"all": {"params": {}, "want": [todo, key, database, nameless]},
	"an empty text": {"params": {"regex_name": ""}, "want": [todo, key, database, nameless]},
	"a name": {"params": {"regex_name": "AWS_ACCESS_KEY"}, "want": [key]},
	"a part of a name": {"params": {"regex_name": "KEY"}, "want": []},
	"an expression": {"params": {"regex_name": ".*"}, "want": [todo, database]},
	"both": {"params": {"regex_name": "TODO=.*"}, "want": [todo]},
	"an expression torn apart": {"params": {"regex_name": "DB"}, "want": [database]},
}

test_findings[name] if {
	some name, tc in cases
	content_regex_match.findings(record, tc.params) == tc.want with input as document
}

sections := {"absent": {}, "null": {"content_search": null}, "empty": {"content_search": {}}}

test_nothing_found[name] if {
	some name, none in sections
	content_regex_match.findings(record, {}) == [] with input as none
}
