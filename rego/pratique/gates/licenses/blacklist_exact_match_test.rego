package pratique.gates.licenses.blacklist_exact_match_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.licenses.blacklist_exact_match

record := fixture.rule("licenses", "blacklist_exact_match")

document := {"packages": [
	{"name": "libc", "version": "1", "type": "dpkg", "license": "GPL-2 LGPL-2.1"},
	{"name": "bash", "version": "1", "type": "dpkg", "license": "GPL-3+"},
	{"name": "y", "version": "1", "type": "npm", "license": "GPL-2 GPL-2"},
	{"name": "z", "version": "1", "type": "npm", "license": "Apache License 2.0"},
]}

found(hits) := fixture.hashed(
	record,
	sprintf("LICFULLMATCH Packages are installed that have blacklisted licenses: %s", [hits]),
	null,
)

cases := {
	"in the order of the packages": {
		"licenses": ["GPL-2", "GPL-3+"],
		"want": [found("bash(GPL-3+), libc(GPL-2), y(GPL-2), y(GPL-2)")],
	},
	"a part": {"licenses": ["GPL"], "want": []},
	"another case": {"licenses": ["gpl-2"], "want": []},
	"blanks": {"licenses": ["Apache License 2.0"], "want": []},
	"a word": {"licenses": ["License"], "want": [found("z(License)")]},
	"an empty text": {"licenses": [""], "want": []},
}

test_findings[name] if {
	some name, tc in cases
	blacklist_exact_match.findings(record, {"licenses": tc.licenses}) == tc.want with input as document
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	some name, none in sections
	blacklist_exact_match.findings(record, {"licenses": ["GPL-2"]}) == [] with input as none
}
