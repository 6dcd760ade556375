# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
#
# What each whitelist item lets pass, and until when.
package pratique.whitelists_test

import data.pratique.decision

# What becomes of a finding that stops, under one whitelist: its action, and the item that lets it pass.
_verdict(tc) := {"action": finding.action, "item": _item(finding.whitelisted)} if {
	findings := decision.findings with input as {"evaluated_at": tc.now}
		with data.pratique.bundle as _bundle(tc)
		with data.pratique.policies as _policies(tc)
	some finding in findings
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
	"findings": {"": [{"gate": tc.gate, "trigger_id": tc.trigger_id, "action": "stop", "whitelisted": null}]},
}}

_cases := [
	{"whitelist": "accepted_risks", "gate": "always", "trigger_id": "no item is for this", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "always", "trigger_id": "always", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i0"}},
	{"whitelist": "accepted_risks", "gate": "always", "trigger_id": "not always", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "6dd2c3e44e3355c25924d804e8a4c32f", "now": "2030-12-31T23:59:58Z", "want": {"action": "go", "item": "i1"}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "not 6dd2c3e44e3355c25924d804e8a4c32f", "now": "2030-12-31T23:59:58Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "6dd2c3e44e3355c25924d804e8a4c32f", "now": "2031-01-01T00:00:00Z", "want": {"action": "go", "item": "i2"}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "not 6dd2c3e44e3355c25924d804e8a4c32f", "now": "2031-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "6dd2x", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i2"}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "not 6dd2x", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "6dd2c3e44e3355c25924d804e8a4c32f", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i1"}},
	{"whitelist": "accepted_risks", "gate": "files", "trigger_id": "not 6dd2c3e44e3355c25924d804e8a4c32f", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "vulnerabilities", "trigger_id": "CVE-2014-9939+x", "now": "2019-12-30T11:59:59Z", "want": {"action": "go", "item": "i4"}},
	{"whitelist": "accepted_risks", "gate": "vulnerabilities", "trigger_id": "not CVE-2014-9939+x", "now": "2019-12-30T11:59:59Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "vulnerabilities", "trigger_id": "CVE-2014-9939+x", "now": "2019-12-30T12:00:01Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "vulnerabilities", "trigger_id": "not CVE-2014-9939+x", "now": "2019-12-30T12:00:01Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "retrieved_files", "trigger_id": "r1+file", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i5"}},
	{"whitelist": "accepted_risks", "gate": "retrieved_files", "trigger_id": "not r1+file", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "accepted_risks", "gate": "dockerfile", "trigger_id": "anything", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i6"}},
	{"whitelist": "accepted_risks", "gate": "dockerfile", "trigger_id": "not anything", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i6"}},
	{"whitelist": "accepted_risks", "gate": "file", "trigger_id": "x", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "i7"}},
	{"whitelist": "accepted_risks", "gate": "file", "trigger_id": "not x", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "empty", "gate": "always", "trigger_id": "no item is for this", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
]

test_whitelists[name] if {
	some i, tc in _cases
	name := sprintf("%d: %s %s", [i, tc.gate, tc.trigger_id])
	_verdict(tc) == tc.want
}
