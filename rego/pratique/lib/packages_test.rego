package pratique.lib.packages_test

import data.pratique.lib.packages

none := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_none[name] if {
	some name, document in none
	[packages.rows, packages.by_name, packages.by_type] == [[], {}, {}] with input as document
}

document := {"packages": [
	{"name": "b", "version": "1", "type": "rpm", "arch": "x86_64", "path": "pkgdb"},
	{"name": "b", "version": "1", "type": "apkg", "arch": null, "path": null},
	{"name": "b", "version": "1", "type": "apkg"},
	{"name": "a", "version": "2", "type": "npm", "arch": null, "path": "/a"},
	{"name": "B", "version": "9", "type": "npm", "arch": null, "path": "/b"},
	{"name": "b", "version": "0", "type": "rpm", "arch": "noarch", "path": "pkgdb"},
	{"name": "é", "version": "1", "type": "gem", "arch": null, "path": "/e"},
]}

first_b := ["b", "0", "rpm", "noarch", "pkgdb", 5]

apk_b := [["b", "1", "APKG", "N/A", "pkgdb", 1], ["b", "1", "APKG", "N/A", "pkgdb", 2]]

last_b := ["b", "1", "rpm", "x86_64", "pkgdb", 0]

upper_b := ["B", "9", "npm", "N/A", "/b", 4]

a := ["a", "2", "npm", "N/A", "/a", 3]

e := ["é", "1", "gem", "N/A", "/e", 6]

test_rows if packages.rows == [upper_b, a, first_b, apk_b[0], apk_b[1], last_b, e] with input as document

test_by_name if {
	want := {"B": {upper_b}, "a": {a}, "b": {first_b, apk_b[0], apk_b[1], last_b}, "é": {e}}
	packages.by_name == want with input as document
}

test_by_type if {
	want := {
		"APKG": {"b": {apk_b[0], apk_b[1]}},
		"gem": {"é": {e}},
		"npm": {"B": {upper_b}, "a": {a}},
		"rpm": {"b": {first_b, last_b}},
	}
	packages.by_type == want with input as document
}

versions := {
	"full": {"package": {"version": "1:1", "release": "2", "full_version": "1-2"}, "want": "1-2"},
	"no full version": {"package": {"version": "1", "release": "2"}, "want": "1-2"},
	"null": {"package": {"version": "1", "release": "2", "full_version": null}, "want": "1-2"},
	"no release": {"package": {"version": "1"}, "want": "1"},
	"null for a release": {"package": {"version": "1", "release": null, "full_version": null}, "want": "1"},
}

test_full_version[name] if {
	some name, tc in versions
	packages.full_version(tc["package"]) == tc.want
}
