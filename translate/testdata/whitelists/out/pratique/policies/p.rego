# Generated from bundle.json (sha256:c54c1342d27b529d97da9bc8b268167d8fe9d826a24fa9030b7f4c2e0b6ab4b8) by pratique translate. Edit the bundle, not this file.
package pratique.policies.p

import data.pratique.gates.always.always as always_always

policy := {
	"id": "p",
	"name": null,
	"comment": null,
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1]

rule_1 := {
	"policy_id": "p",
	"id": "1",
	"pointer": "/policies/0/rules/0",
	"gate": "always",
	"trigger": "always",
	"action": "stop",
	"needs": [],
}

# /policies/0/rules/0
findings["/policies/0/rules/0"] := always_always.findings(rule_1, {})
