package pratique.gates.packages.verify_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.packages.verify

record := fixture.rule("packages", "verify")

document := {
	"packages": [
		{"name": "q", "version": "1", "type": "rpm", "files": [{"path": "/usrlocal/x"}, {"path": "/etc/x", "config": true}]},
		{"name": "p", "version": "1", "type": "dpkg", "files": [
			{"path": "/usr/bin/b", "digest_algorithm": "md5", "digest": "0", "mode": null, "size": null},
			{"path": "/usr/bin/a", "digest_algorithm": "md5", "digest": "0", "mode": null, "size": null},
			{"path": "/missing"},
			{"path": "/usr"},
		]},
		{"name": "p", "version": "1", "type": "npm"},
	],
	"files": {
		"/usr": {"type": "dir", "mode": 16877, "size": 0},
		"/usr/bin/a": {"type": "file", "mode": 33261, "size": 1, "md5": "1", "layer": 1},
		"/usr/bin/b": {"type": "file", "mode": 33261, "size": 1, "md5": "1", "layer": 1},
	},
}

failed(name, path, status, location) := fixture.hashed(
	record,
	sprintf(
		"VERIFY check against package db for package '%s' failed on entry '%s' with status: '%s'",
		[name, path, status],
	),
	location,
)

changed_a := fixture.fired(
	record,
	"VERIFY check against package db for package 'p' failed on entry '/usr/bin/a' with status: 'changed'",
	"8103d7845ad35d720d5b36a8e44bf24e",
	{"path": "/usr/bin/a", "layer": 1},
)

changed_b := failed("p", "/usr/bin/b", "changed", {"path": "/usr/bin/b", "layer": 1})

missing := fixture.fired(
	record,
	"VERIFY check against package db for package 'p' failed on entry '/missing' with status: 'missing'",
	"acb3526b554bad9caa18bf2f8132649f",
	{"path": "/missing"},
)

missing_local := failed("q", "/usrlocal/x", "missing", {"path": "/usrlocal/x"})

missing_config := failed("q", "/etc/x", "missing", {"path": "/etc/x"})

cases := {
	"all": {"params": {}, "want": [changed_b, changed_a, missing, missing_local, missing_config]},
	"changed": {"params": {"check": "changed"}, "want": [changed_b, changed_a]},
	"missing": {"params": {"check": "missing"}, "want": [missing, missing_local, missing_config]},
	"packages": {"params": {"only_packages": ["q", "nope"]}, "want": [missing_local, missing_config]},
	"a prefix": {"params": {"only_directories": ["/usr"]}, "want": [changed_b, changed_a, missing_local]},
	"directories in their order, and twice": {
		"params": {"only_directories": ["/missing", "/usr/bin", "/usr/bin/a"]},
		"want": [missing, changed_b, changed_a, changed_a],
	},
	"no wildcards": {"params": {"only_directories": ["/us_", "/usr%", "%"]}, "want": []},
	"everything given": {
		"params": {"only_packages": ["p"], "only_directories": ["/usr"], "check": "missing"},
		"want": [],
	},
}

test_findings[name] if {
	some name, tc in cases
	verify.findings(record, tc.params) == tc.want with input as document
}

without_files := {
	"all": {"params": {}, "want": [fixture.raised(record, "the document has no files")]},
	"a package": {"params": {"only_packages": ["p"]}, "want": [fixture.raised(record, "the document has no files")]},
	"a directory": {
		"params": {"only_directories": ["/x", "/etc"]},
		"want": [fixture.raised(record, "the document has no files")],
	},
	"no entry": {"params": {"only_directories": ["/opt"]}, "want": []},
	"no package": {"params": {"only_packages": ["nope"]}, "want": []},
}

test_without_files[name] if {
	some name, tc in without_files
	verify.findings(record, tc.params) == tc.want with input as object.remove(document, ["files"])
	verify.findings(record, tc.params) == tc.want with input as object.union(document, {"files": null})
}

# An image without files misses everything.
test_no_files if {
	want := [
		failed("p", "/usr/bin/b", "missing", {"path": "/usr/bin/b"}),
		failed("p", "/usr/bin/a", "missing", {"path": "/usr/bin/a"}),
	]
	empty := object.union(object.remove(document, ["files"]), {"files": {}})
	verify.findings(record, {"only_directories": ["/usr/bin"]}) == want with input as empty
}

sections := {
	"absent": {},
	"null": {"packages": null, "files": null},
	"empty": {"packages": [], "files": {}},
	"no manifest": {"packages": [{"name": "p", "version": "1", "type": "dpkg", "files": null}]},
}

test_no_packages[name] if {
	some name, none in sections
	verify.findings(record, {}) == [] with input as none
}
