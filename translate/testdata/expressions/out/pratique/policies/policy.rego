# Generated from bundle.json (sha256:fbe8b01423a4b0542b9f4b0e97ac53ee2842657987b30b6bd0f980933ca6d532) by pratique translate. Edit the bundle, not this file.
package pratique.policies.policy

import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.retrieved_files.content_regex as retrieved_files_content_regex

policy := {
	"id": "q",
	"name": "\"\n}",
	"comment": null,
	"pointer": "/policies/1",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_2]

rule_1 := {
	"policy_id": "q",
	"id": "1",
	"pointer": "/policies/1/rules/0",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files", "matches:files.name_match.regex:/(.+)/\\1$"],
}

# /policies/1/rules/0
findings["/policies/1/rules/0"] := files_name_match.findings(rule_1, {"regex": "/(.+)/\\1$", "regex_pattern": {"python": "/(.+)/\\1$"}})

rule_2 := {
	"policy_id": "q",
	"id": "2",
	"pointer": "/policies/1/rules/1",
	"gate": "retrieved_files",
	"trigger": "content_regex",
	"action": "stop",
	"needs": ["retrieved_files:/a\"]:<\n} := {", "matches:retrieved_files.content_regex.regex[\"/a\\\"]:<\\n} := {\"]:(\u0060|\"|\\}\n)\\1 := \u2028true #"],
}

# /policies/1/rules/1
findings["/policies/1/rules/1"] := retrieved_files_content_regex.findings(rule_2, {"path": "/a\"]:<\n} := {", "check": "match", "regex": "(\u0060|\"|\\}\n)\\1 := \u2028true #", "regex_pattern": {"python": "(\u0060|\"|\\}\n)\\1 := \u2028true #"}})
