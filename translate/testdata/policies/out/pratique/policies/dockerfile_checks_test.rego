# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.dockerfile_checks_test

import data.pratique.policies.dockerfile_checks as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "p-docker"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/0/rules/0", "stop"],
		["/policies/0/rules/2", "warn"],
		["/policies/0/rules/3", "go"],
		["/policies/0/rules/1", "warn"],
	]
}

# /policies/0/rules/0: section 4.9
test_rule_1_fires if {
	said := _said("/policies/0/rules/0", {"dockerfile": {
		"lines": {"ADD": ["ADD example"]},
		"mode": "actual",
	}})
	said == ["Dockerfile directive 'ADD' check 'exists' matched against '' for line 'example'"]
}

test_rule_1_does_not_fire if {
	said := _said("/policies/0/rules/0", {"dockerfile": {"lines": {"RUN": ["RUN true"]}, "mode": "actual"}})
	said == []
}

# /policies/0/rules/1
test_rule_2_fires if {
	said := _said("/policies/0/rules/1", {"image": {"size": 1073741825}})
	said == ["Attribute check for attribute: 'size' check: '>' check_value: '1073741824' matched image value: '1073741825'"]
}

test_rule_2_does_not_fire if {
	_said("/policies/0/rules/1", {"image": {"size": 1073741824}}) == []
}

# /policies/0/rules/2: Base images are pinned.
test_rule_3_fires if {
	said := _said("/policies/0/rules/2", {"dockerfile": {
		"lines": {"FROM": ["FROM example"]},
		"mode": "actual",
	}})
	said == ["Dockerfile directive 'FROM' check 'not_like' matched against '.*@sha256:[0-9a-f]{64}' for line 'example'"]
}

test_rule_3_does_not_fire if {
	said := _said("/policies/0/rules/2", {"dockerfile": {
		"lines": {"FROM": ["FROM x@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]},
		"mode": "actual",
	}})
	said == []
}

# /policies/0/rules/3
test_rule_4_fires if {
	said := _said("/policies/0/rules/3", {"dockerfile": {
		"lines": {"EXPOSE": ["EXPOSE 22"]},
		"mode": "actual",
	}})
	said == ["Dockerfile exposes port (22) which is in policy file DENIEDPORTS list"]
}

test_rule_4_does_not_fire if {
	said := _said("/policies/0/rules/3", {"dockerfile": {
		"lines": {"EXPOSE": ["EXPOSE 4711"]},
		"mode": "actual",
	}})
	said == []
}
