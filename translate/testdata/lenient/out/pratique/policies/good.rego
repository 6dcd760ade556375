# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
package pratique.policies.good

import data.pratique.gates.files.name_match as files_name_match
import data.pratique.lib.finding

policy := {
	"id": "good",
	"name": null,
	"comment": null,
	"pointer": "/policies/0",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_4, rule_2, rule_3]

rule_1 := {
	"policy_id": "good",
	"id": "1",
	"pointer": "/policies/0/rules/0",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files"],
}

# /policies/0/rules/0
findings["/policies/0/rules/0"] := files_name_match.findings(rule_1, {"regex": "*.pem", "regex_pattern": {"error": "nothing to repeat at position 0"}})

rule_2 := {
	"policy_id": "good",
	"id": "2",
	"pointer": "/policies/0/rules/1",
	"gate": "dockerfile",
	"trigger": "instruction",
	"action": "stop",
	"needs": ["dockerfile"],
}

# /policies/0/rules/1
findings["/policies/0/rules/1"] := [finding.error(rule_2, "'bool' object has no attribute 'lower'")]

# /policies/0/rules/2
rule_3 := {
	"policy_id": "good",
	"id": "3",
	"pointer": "/policies/0/rules/2",
	"gate": "anchoresec",
	"trigger": "vulnhigh",
	"action": "stop",
	"needs": [],
	"end_of_life": "Gate anchoresec has been End-of-Lifed. It will not be evaluated, and should be removed from policies and replaced with 'vulnerabilities'",
}

rule_4 := {
	"policy_id": "good",
	"id": "4",
	"pointer": "/policies/0/rules/3",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files", "matches:files.name_match.regex:/(?P<x>.)(?P=x)+b"],
}

# /policies/0/rules/3
findings["/policies/0/rules/3"] := files_name_match.findings(rule_4, {"regex": "/(?P<x>.)(?P=x)+b", "regex_pattern": {"python": "/(?P<x>.)(?P=x)+b"}})
