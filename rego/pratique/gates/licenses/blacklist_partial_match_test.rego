package pratique.gates.licenses.blacklist_partial_match_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.licenses.blacklist_partial_match

record := fixture.rule("licenses", "blacklist_partial_match")

document := {"packages": [
	{"name": "libc", "version": "1", "type": "dpkg", "license": "GPL-2 LGPL-2.1"},
	{"name": "bash", "version": "1", "type": "dpkg", "license": "GPL-3+"},
	{"name": "x", "version": "1", "type": "python", "license": "Apache License 2.0"},
]}

found(hits) := fixture.hashed(
	record,
	sprintf("LICSUBMATCH Packages are installed that have blacklisted licenses: %s", [hits]),
	null,
)

cases := {
	"in the order of the packages": {"licenses": ["GPL"], "want": [found("bash(GPL-3+), libc(GPL-2), libc(LGPL-2.1)")]},
	"once for each text": {
		"licenses": ["L-2", "LGPL", "GPL"],
		"want": [found("bash(GPL-3+), libc(GPL-2), libc(GPL-2), libc(LGPL-2.1), libc(LGPL-2.1), libc(LGPL-2.1)")],
	},
	"another case": {"licenses": ["gpl"], "want": []},
	"blanks": {"licenses": ["Apache License"], "want": []},
	"an empty text": {
		"licenses": ["Apache", ""],
		"want": [found("bash(GPL-3+), libc(GPL-2), libc(LGPL-2.1), x(Apache), x(Apache), x(License), x(2.0)")],
	},
}

test_findings[name] if {
	some name, tc in cases
	blacklist_partial_match.findings(record, {"licenses": tc.licenses}) == tc.want with input as document
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	some name, none in sections
	blacklist_partial_match.findings(record, {"licenses": ["GPL"]}) == [] with input as none
}
