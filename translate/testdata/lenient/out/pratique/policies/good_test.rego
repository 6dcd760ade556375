# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.good_test

import data.pratique.policies.good as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "good"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/0/rules/0", "stop"],
		["/policies/0/rules/3", "stop"],
		["/policies/0/rules/1", "stop"],
		["/policies/0/rules/2", "stop"],
	]
}

# /policies/0/rules/0
test_rule_1_does_not_fire if {
	_said("/policies/0/rules/0", {"files": {}}) == []
}

test_rule_1_cannot_be_evaluated if {
	said := _said("/policies/0/rules/0", {"files": {"/example": {"type": "file"}}})
	said == ["Trigger evaluation failed for gate files and trigger name_match due to: nothing to repeat at position 0"]
}

# /policies/0/rules/1
test_rule_2_cannot_be_evaluated if {
	said := _said("/policies/0/rules/1", {})
	said == ["Trigger evaluation failed for gate dockerfile and trigger instruction due to: 'bool' object has no attribute 'lower'"]
}

# /policies/0/rules/2
test_rule_3_is_never_evaluated if not policy.findings["/policies/0/rules/2"]

# /policies/0/rules/3
test_rule_4_fires if {
	said := _said("/policies/0/rules/3", {
		"files": {"matching": {"type": "file"}},
		"matches": {"/(?P<x>.)(?P=x)+b": ["matching"]},
	})
	said == ["Application of regex matched file found in container: file=matching regexp=/(?P<x>.)(?P=x)+b"]
}

test_rule_4_does_not_fire if {
	said := _said("/policies/0/rules/3", {
		"files": {"/app/matching": {"type": "file"}},
		"matches": {"/(?P<x>.)(?P=x)+b": ["matching"]},
	})
	said == []
}
