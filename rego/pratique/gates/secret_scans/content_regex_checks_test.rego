package pratique.gates.secret_scans.content_regex_checks_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.secret_scans.content_regex_checks

record := fixture.rule("secret_scans", "content_regex_checks")

document := {
	"files": {"/etc/a": {"layer": 1}},
	"matches": {"/(?!etc)": ["/app/b"]},
	"secret_search": {
		"/etc/a": [{"name": "AWS_ACCESS_KEY", "regex": "(?i).*x"}],
		"/app/b": [{"name": "PRIV_KEY", "regex": "-+BEGIN"}, {"name": null, "regex": "no name"}],
		"/app/c": [],
	},
}

found(path, text, location) := fixture.hashed(
	record,
	sprintf("Secret content search analyzer found regexp match in container: file=%s regexp=%s", [path, text]),
	location,
)

aws := fixture.fired(
	record,
	"Secret content search analyzer found regexp match in container: file=/etc/a regexp=AWS_ACCESS_KEY=(?i).*x",
	"dcdda657aa934efd7ab6067911cfa16d",
	{"path": "/etc/a", "layer": 1},
)

private := found("/app/b", "PRIV_KEY=-+BEGIN", {"path": "/app/b"})

nameless := found("/app/b", "no name", {"path": "/app/b"})

every_file := [private, nameless, aws]

cases := {
	"all": {"params": {}, "want": every_file},
	"empty texts": {
		"params": {"content_regex_name": "", "filename_regex": "", "filename_regex_pattern": {"error": "?"}},
		"want": every_file,
	},
	"a name": {"params": {"content_regex_name": "AWS_ACCESS_KEY"}, "want": [aws]},
	"more than a name": {"params": {"content_regex_name": "XX_AWS_ACCESS_KEY_YY"}, "want": [aws]},
	"a part of a name": {"params": {"content_regex_name": "AWS"}, "want": []},
	"names": {"params": {"content_regex_name": "AWS_ACCESS_KEY,PRIV_KEY"}, "want": [private, aws]},
	"an expression": {"params": {"content_regex_name": "no name"}, "want": [nameless]},
	"paths": {
		"params": {"filename_regex": "/app", "filename_regex_pattern": {"re2": `\A(?:/app)`}},
		"want": [private, nameless],
	},
	"from the beginning": {
		"params": {"filename_regex": "app", "filename_regex_pattern": {"re2": `\A(?:app)`}},
		"want": [],
	},
	"in Python": {
		"params": {"filename_regex": "/(?!etc)", "filename_regex_pattern": {"python": "/(?!etc)"}},
		"want": [private, nameless],
	},
	"a bad expression": {
		"params": {"filename_regex": "(", "filename_regex_pattern": {"error": "missing )"}},
		"want": [fixture.raised(record, "missing )")],
	},
}

test_found[name] if {
	some name, tc in cases
	params := object.union(tc.params, {"match_type": "found"})
	content_regex_checks.findings(record, params) == tc.want with input as document
}

not_found(paths, name) := fixture.hashed(
	record,
	sprintf(message_template, [
		paths,
		name,
	]),
	null,
)

absences := {
	"found": {"params": {}, "want": []},
	"a name that is found": {"params": {"content_regex_name": "PRIV_KEY"}, "want": []},
	"another name": {"params": {"content_regex_name": "DOCKER_AUTH"}, "want": [not_found("*", "DOCKER_AUTH")]},
	"other paths": {
		"params": {"filename_regex": "/nope", "filename_regex_pattern": {"re2": `\A(?:/nope)`}},
		"want": [not_found("/nope", "all")],
	},
	"both": {
		"params": {
			"filename_regex": "/x/.*",
			"filename_regex_pattern": {"re2": `\A(?:/x/.*)`},
			"content_regex_name": "PRIV_KEY",
		},
		"want": [fixture.fired(
			record,
			concat("", [
				"Secret content search analyzer did not find regexp match in container: ",
				"filename_regex=/x/.* content_regex_name=PRIV_KEY",
			]),
			"87362943983e23fe1a8b4eede94d4bfe",
			null,
		)],
	},
	"a bad expression": {
		"params": {"filename_regex": "(", "filename_regex_pattern": {"error": "missing )"}},
		"want": [fixture.raised(record, "missing )")],
	},
}

test_not_found[name] if {
	some name, tc in absences
	params := object.union(tc.params, {"match_type": "notfound"})
	content_regex_checks.findings(record, params) == tc.want with input as document
}

sections := {"absent": {}, "null": {"secret_search": null}, "empty": {"secret_search": {}}}

nothing := {
	"found": {"params": {"match_type": "found"}, "want": []},
	"not found": {
		"params": {"match_type": "notfound"},
		"want": [fixture.fired(
			record,
			"Secret content search analyzer did not find regexp match in container: filename_regex=* content_regex_name=all",
			"9715fd56c1801e0f2551b7970dcbf032",
			null,
		)],
	},
	"a bad expression": {
		"params": {"match_type": "found", "filename_regex": "(", "filename_regex_pattern": {"error": "missing )"}},
		"want": [fixture.raised(record, "missing )")],
	},
}

test_nothing_found[name] if {
	some section, none in sections
	some what, tc in nothing
	name := sprintf("%s, %s", [section, what])
	content_regex_checks.findings(record, tc.params) == tc.want with input as none
}

message_template := concat("", [
	"Secret content search analyzer did not find regexp match in container: ",
	"filename_regex=%s content_regex_name=%s",
])
