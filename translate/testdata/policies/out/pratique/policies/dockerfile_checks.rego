# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
package pratique.policies.dockerfile_checks

import data.pratique.gates.dockerfile.exposed_ports as dockerfile_exposed_ports
import data.pratique.gates.dockerfile.instruction as dockerfile_instruction
import data.pratique.gates.metadata.attribute as metadata_attribute

# /policies/0: After the CIS benchmark, section 4.
policy := {
	"id": "p-docker",
	"name": "Dockerfile checks",
	"comment": "After the CIS benchmark,\nsection 4.",
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_3, rule_4, rule_2]

rule_1 := {
	"policy_id": "p-docker",
	"id": "add",
	"pointer": "/policies/0/rules/0",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "stop",
	"needs": ["dockerfile"],
}

# /policies/0/rules/0: section 4.9
findings["/policies/0/rules/0"] := dockerfile_instruction.findings(rule_1, {"instruction": "ADD", "check": "exists"})

rule_2 := {
	"policy_id": "p-docker",
	"id": "size",
	"pointer": "/policies/0/rules/1",
	"gate": "metadata",
	"trigger": "attribute",
	"action": "warn",
	"needs": ["image.size"],
}

# /policies/0/rules/1
findings["/policies/0/rules/1"] := metadata_attribute.findings(rule_2, {"attribute": "size", "check": ">", "value": 1073741824})

rule_3 := {
	"policy_id": "p-docker",
	"id": "pinned",
	"pointer": "/policies/0/rules/2",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "warn",
	"needs": ["dockerfile"],
}

# /policies/0/rules/2: Base images are pinned.
findings["/policies/0/rules/2"] := dockerfile_instruction.findings(rule_3, {"instruction": "FROM", "check": "not_like", "value": ".*@sha256:[0-9a-f]{64}", "value_pattern": {"re2": "\\A.*@sha256:[0-9a-f]{64}"}, "actual_dockerfile_only": true})

rule_4 := {
	"policy_id": "p-docker",
	"id": null,
	"pointer": "/policies/0/rules/3",
	"gate": "dockerfile",
	"trigger": "exposed_ports",
	"action": "go",
	"needs": ["dockerfile"],
}

# /policies/0/rules/3
findings["/policies/0/rules/3"] := dockerfile_exposed_ports.findings(rule_4, {"ports": [22, 80], "type": "blacklist"})
