# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
package pratique.policies.doubles

import data.pratique.gates.dockerfile.instruction as dockerfile_instruction
import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.metadata.attribute as metadata_attribute

policy := {
	"id": "p",
	"name": "Doubles",
	"comment": null,
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_2, rule_3, rule_4, rule_5, rule_6]

rule_1 := {
	"policy_id": "p",
	"id": "1",
	"pointer": "/policies/0/rules/0",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files", "matches:files.name_match.regex:/(.+)/\\1$"],
}

# /policies/0/rules/0
findings["/policies/0/rules/0"] := files_name_match.findings(rule_1, {"regex": "/(.+)/\\1$", "regex_pattern": {"python": "/(.+)/\\1$"}})

rule_2 := {
	"policy_id": "p",
	"id": "2",
	"pointer": "/policies/0/rules/1",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "warn",
	"needs": ["dockerfile", "matches:dockerfile.instruction.value[\"RUN\"]:(\\w+) \\1"],
}

# /policies/0/rules/1
findings["/policies/0/rules/1"] := dockerfile_instruction.findings(rule_2, {"instruction": "RUN", "check": "like", "value": "(\\w+) \\1", "value_pattern": {"python": "(\\w+) \\1"}})

rule_3 := {
	"policy_id": "p",
	"id": "3",
	"pointer": "/policies/0/rules/2",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "warn",
	"needs": ["dockerfile", "matches:dockerfile.instruction.value[\"RUN\"]:(\\w+) \\1"],
}

# /policies/0/rules/2
findings["/policies/0/rules/2"] := dockerfile_instruction.findings(rule_3, {"instruction": "RUN", "check": "not_like", "value": "(\\w+) \\1", "value_pattern": {"python": "(\\w+) \\1"}, "actual_dockerfile_only": true})

rule_4 := {
	"policy_id": "p",
	"id": "4",
	"pointer": "/policies/0/rules/3",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "warn",
	"needs": ["dockerfile", "matches:dockerfile.instruction.value[\"CMD\"]:(\\w+) \\1"],
}

# /policies/0/rules/3
findings["/policies/0/rules/3"] := dockerfile_instruction.findings(rule_4, {"instruction": "CMD", "check": "like", "value": "(\\w+) \\1", "value_pattern": {"python": "(\\w+) \\1"}})

rule_5 := {
	"policy_id": "p",
	"id": "5",
	"pointer": "/policies/0/rules/4",
	"gate": "metadata",
	"trigger": "attribute",
	"action": "go",
	"needs": ["image.distro", "matches:metadata.attribute.value[\"distro\"]:(.)\\1"],
}

# /policies/0/rules/4
findings["/policies/0/rules/4"] := metadata_attribute.findings(rule_5, {"attribute": "distro", "check": "like", "value": "(.)\\1", "value_pattern": {"python": "(.)\\1"}})

rule_6 := {
	"policy_id": "p",
	"id": "6",
	"pointer": "/policies/0/rules/5",
	"gate": "metadata",
	"trigger": "attribute",
	"action": "go",
	"needs": ["image.distro"],
}

# /policies/0/rules/5
findings["/policies/0/rules/5"] := metadata_attribute.findings(rule_6, {"attribute": "distro", "check": "=", "value": "(.)\\1"})
