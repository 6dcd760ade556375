package pratique.gates.vulnerabilities.blacklist_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.vulnerabilities.blacklist

record := fixture.rule("vulnerabilities", "blacklist")

document := {"vulnerabilities": {"matches": [
	{"vulnerability": {"id": "CVE-2021-1"}},
	{"vulnerability": {"id": "CVE-2021-1"}, "fix": {"wont_fix": false}},
	{"vulnerability": {"id": "CVE-2"}},
	{"vulnerability": {"id": "CVE-3"}, "fix": {"wont_fix": true}},
]}}

detected(list) := fixture.hashed(record, sprintf("Blacklisted vulnerabilities detected: %s", [list]), null)

cases := {
	"in the rule's order, repeated": {
		"ids": ["CVE-2", "CVE-2021-1", "CVE-9", "CVE-2"],
		"vendor_only": true,
		"want": [fixture.fired(
			record,
			"Blacklisted vulnerabilities detected: ['CVE-2', 'CVE-2021-1', 'CVE-2']",
			"16900215945269be1a59059b8188ab01",
			null,
		)],
	},
	"none": {"ids": ["CVE-9"], "vendor_only": true, "want": []},
	"another case": {"ids": ["cve-2"], "vendor_only": true, "want": []},
	"not to be fixed": {"ids": ["CVE-3"], "vendor_only": true, "want": []},
	"not to be fixed, and looked at": {
		"ids": ["CVE-3", "CVE-2"],
		"vendor_only": false,
		"want": [detected("['CVE-3', 'CVE-2']")],
	},
}

test_findings[name] if {
	some name, tc in cases
	params := {"vulnerability_ids": tc.ids, "vendor_only": tc.vendor_only}
	blacklist.findings(record, params) == tc.want with input as document
}

sections := {"absent": {}, "null": {"vulnerabilities": null}, "empty": {"vulnerabilities": {"matches": []}}}

test_no_vulnerabilities[name] if {
	some name, none in sections
	blacklist.findings(record, {"vulnerability_ids": ["CVE-2"], "vendor_only": true}) == [] with input as none
}

advisory := {"vulnerability": {"id": "GHSA-1", "aliases": ["CVE-7", "GHSA-1"]}}

aliases := {
	"another name is a warning": {
		"match": advisory,
		"ids": ["CVE-7", "CVE-9", "CVE-7"],
		"options": {},
		"want": [warned("CVE-7", "GHSA-1")],
	},
	"the name itself is none": {"match": advisory, "ids": ["GHSA-1"], "options": {}, "want": [detected("['GHSA-1']")]},
	"both are listed": {
		"match": advisory,
		"ids": ["GHSA-1", "CVE-7"],
		"options": {},
		"want": [detected("['GHSA-1']"), warned("CVE-7", "GHSA-1")],
	},
	"all names count": {
		"match": advisory,
		"ids": ["CVE-9", "CVE-7"],
		"options": {"match_aliases": true},
		"want": [detected("['CVE-7']")],
	},
	"not to be fixed": {
		"match": object.union(advisory, {"fix": {"wont_fix": true}}),
		"ids": ["CVE-7"],
		"options": {},
		"want": [],
	},
	"not to be fixed, all names": {
		"match": object.union(advisory, {"fix": {"wont_fix": true}}),
		"ids": ["CVE-7"],
		"options": {"match_aliases": true},
		"want": [],
	},
}

warned(listed, id) := {"warning": {
	"kind": "blacklisted_by_alias",
	"message": sprintf(
		"%s is blacklisted, and the image has it under the name %s, which Anchore takes for another (--match-aliases)",
		[listed, id],
	),
	"pointer": record.pointer,
}}

test_aliases[name] if {
	some name, tc in aliases
	params := {"vulnerability_ids": tc.ids, "vendor_only": true}
	found := {"vulnerabilities": object.union({"matches": [tc.match]}, tc.options)}
	blacklist.findings(record, params) == tc.want with input as found
}
