# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
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
	{"whitelist": "w", "gate": "always", "trigger_id": "no item is for this", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "w", "gate": "files", "trigger_id": "", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "w", "gate": "files", "trigger_id": "not ", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
	{"whitelist": "w", "gate": "files", "trigger_id": "x", "now": "2020-01-01T00:00:00Z", "want": {"action": "go", "item": "3"}},
	{"whitelist": "w", "gate": "files", "trigger_id": "not x", "now": "2020-01-01T00:00:00Z", "want": {"action": "stop", "item": null}},
]

test_whitelists[name] if {
	some i, tc in _cases
	name := sprintf("%d: %s %s", [i, tc.gate, tc.trigger_id])
	_verdict(tc) == tc.want
}
