# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
#
# What each whitelist item lets pass, and until when.
package pratique.whitelists_test

import data.pratique.decision

# What becomes of findings that stop, under one whitelist: gate, trigger id, action, and the item that lets it pass.
_verdicts(tc) := [[finding.gate, finding.trigger_id, finding.action, _item(finding.whitelisted)] | some finding in findings] if {
	findings := decision.findings with input as {"evaluated_at": tc.now}
		with data.pratique.bundle as _bundle(tc)
		with data.pratique.policies as _policies(tc)
}

_item(null) := null

_item(whitelisted) := whitelisted.matched_rule_id

_bundle(tc) := {
	"info": {"id": null, "name": null, "version": "1_0"},
	"mapping": {"pointer": "", "policies": ["p"], "whitelists": [tc.whitelist], "rule": {}},
}

_policies(tc) := {"p": {
	"policy": {"id": "p", "name": null},
	"rules": [{"pointer": "", "needs": []}],
	"findings": {"": [_stop(gate, trigger_id) | some [gate, trigger_id, _, _] in tc.verdicts]},
}}

_stop(gate, trigger_id) := {"gate": gate, "trigger_id": trigger_id, "action": "stop", "whitelisted": null}

_cases := [
	{
		"whitelist": "accepted_risks",
		"now": "2019-12-30T11:59:59Z",
		"verdicts": [
			["vulnerabilities", "CVE-2014-9939+x", "go", "i4"],
			["vulnerabilities", "not CVE-2014-9939+x", "stop", null],
		],
	},
	{
		"whitelist": "accepted_risks",
		"now": "2019-12-30T12:00:01Z",
		"verdicts": [
			["vulnerabilities", "CVE-2014-9939+x", "stop", null],
			["vulnerabilities", "not CVE-2014-9939+x", "stop", null],
		],
	},
	{
		"whitelist": "accepted_risks",
		"now": "2020-01-01T00:00:00Z",
		"verdicts": [
			["always", "no item is for this", "stop", null],
			["always", "always", "go", "i0"],
			["always", "not always", "stop", null],
			["files", "6dd2x", "go", "i2"],
			["files", "not 6dd2x", "stop", null],
			["files", "6dd2c3e44e3355c25924d804e8a4c32f", "go", "i1"],
			["files", "not 6dd2c3e44e3355c25924d804e8a4c32f", "stop", null],
			["retrieved_files", "r1+file", "go", "i5"],
			["retrieved_files", "not r1+file", "stop", null],
			["dockerfile", "anything", "go", "i6"],
			["dockerfile", "not anything", "go", "i6"],
			["file", "x", "go", "i7"],
			["file", "not x", "stop", null],
		],
	},
	{
		"whitelist": "accepted_risks",
		"now": "2030-12-31T23:59:58Z",
		"verdicts": [
			["files", "6dd2c3e44e3355c25924d804e8a4c32f", "go", "i1"],
			["files", "not 6dd2c3e44e3355c25924d804e8a4c32f", "stop", null],
		],
	},
	{
		"whitelist": "accepted_risks",
		"now": "2031-01-01T00:00:00Z",
		"verdicts": [
			["files", "6dd2c3e44e3355c25924d804e8a4c32f", "go", "i2"],
			["files", "not 6dd2c3e44e3355c25924d804e8a4c32f", "stop", null],
		],
	},
	{
		"whitelist": "empty",
		"now": "2020-01-01T00:00:00Z",
		"verdicts": [
			["always", "no item is for this", "stop", null],
		],
	},
]

test_whitelists[name] if {
	some tc in _cases
	name := sprintf("%s at %s", [tc.whitelist, tc.now])
	_verdicts(tc) == tc.verdicts
}
