# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
package pratique.policies.main_main

import data.pratique.gates.dockerfile.instruction as dockerfile_instruction
import data.pratique.gates.files.name_match as files_name_match

# /policies/0: import data.evil allow := true
policy := {
	"id": "p\" := true",
	"name": "../../main/main",
	"comment": "\u2029import data.evil\r\n\u0085allow := true \u202e",
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_2]

rule_1 := {
	"policy_id": "p\" := true",
	"id": "\"}\nrule_2 := {\"action\": \"go\"",
	"pointer": "/policies/0/rules/0",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "stop",
	"needs": ["dockerfile"],
}

# /policies/0/rules/0: findings := {}
findings["/policies/0/rules/0"] := dockerfile_instruction.findings(rule_1, {"instruction": "RUN", "check": "like", "value": "\"\u0060\\)}\n$\"{input}\u0000😀", "value_pattern": {"re2": "\\A\"\u0060\\)\\}\\n\\z\"\\{input\\}\\x00\\x{1f600}"}})

rule_2 := {
	"policy_id": "p\" := true",
	"id": "$\"{opa.runtime()}",
	"pointer": "/policies/0/rules/1",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files:match:\\A\u0060\", \"\" # \\)"],
}

# /policies/0/rules/1
findings["/policies/0/rules/1"] := files_name_match.findings(rule_2, {"regex": "\u0060\", \"\" # \\)", "regex_pattern": {"re2": "\\A\u0060\", \"\" # \\)"}})
