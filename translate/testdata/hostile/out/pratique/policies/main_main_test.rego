# Generated from bundle.json (sha256:034c431a935389582c54d3c3d87ef46de54eeb1d71c9c1d49b645ee1493dadca) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.main_main_test

import data.pratique.policies.main_main as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "p\" := true"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/0/rules/0", "stop"],
		["/policies/0/rules/1", "stop"],
	]
}

# /policies/0/rules/0: findings := {}
# It fires on none of the documents that were tried.
test_rule_1_does_not_fire if {
	said := _said("/policies/0/rules/0", {"dockerfile": {
		"lines": {"RUN": ["RUN \"\u0060\\)}\n$\"{input}\u0000😀"]},
		"mode": "actual",
	}})
	said == []
}

# /policies/0/rules/1
test_rule_2_fires if {
	said := _said("/policies/0/rules/1", {"files": {"\u0060\", \"\" # )": {"type": "file"}}})
	said == ["Application of regex matched file found in container: file=\u0060\", \"\" # ) regexp=\u0060\", \"\" # \\)"]
}

test_rule_2_does_not_fire if {
	_said("/policies/0/rules/1", {"files": {"/app/\u0060\", \"\" # )": {"type": "file"}}}) == []
}
