# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
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
		"whitelist": "default_allow_true",
		"now": "2020-01-01T00:00:00Z",
		"verdicts": [
			["always", "no item is for this", "stop", null],
			["files\"]", "\"}: [] \u0060", "go", "\"\u0060"],
			["files\"]", "not \"}: [] \u0060", "stop", null],
			["files", "\u0060x\"\n", "go", "x"],
			["files", "not \u0060x\"\n", "stop", null],
		],
	},
]

test_whitelists[name] if {
	some tc in _cases
	name := sprintf("%s at %s", [tc.whitelist, tc.now])
	_verdicts(tc) == tc.verdicts
}
