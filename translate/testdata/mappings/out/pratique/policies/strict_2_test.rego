# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.strict_2_test

import data.pratique.policies.strict_2 as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "b"

# What each rule demands, in the order in which they are evaluated.
test_rules if count(policy.rules) == 0
