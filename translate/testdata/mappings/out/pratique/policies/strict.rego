# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
package pratique.policies.strict

import data.pratique.gates.always.always as always_always

policy := {
	"id": "a",
	"name": "Strict",
	"comment": null,
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1]

rule_1 := {
	"policy_id": "a",
	"id": "1",
	"pointer": "/policies/0/rules/0",
	"gate": "always",
	"trigger": "always",
	"action": "stop",
	"needs": [],
}

# /policies/0/rules/0
findings["/policies/0/rules/0"] := always_always.findings(rule_1, {})
