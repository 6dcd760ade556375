# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.doubles_test

import data.pratique.policies.doubles as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "p"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/0/rules/0", "stop"],
		["/policies/0/rules/1", "warn"],
		["/policies/0/rules/2", "warn"],
		["/policies/0/rules/3", "warn"],
		["/policies/0/rules/4", "go"],
		["/policies/0/rules/5", "go"],
	]
}

# /policies/0/rules/0
test_rule_1_fires if {
	said := _said("/policies/0/rules/0", {
		"files": {"matching": {"type": "file"}},
		"matches": {"/(.+)/\\1$": ["matching"]},
	})
	said == ["Application of regex matched file found in container: file=matching regexp=/(.+)/\\1$"]
}

test_rule_1_does_not_fire if {
	said := _said("/policies/0/rules/0", {
		"files": {"/app/matching": {"type": "file"}},
		"matches": {"/(.+)/\\1$": ["matching"]},
	})
	said == []
}

# /policies/0/rules/1
test_rule_2_fires if {
	said := _said("/policies/0/rules/1", {
		"dockerfile": {
			"lines": {"RUN": ["RUN matching"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == ["Dockerfile directive 'RUN' check 'like' matched against '(\\w+) \\1' for line 'matching'"]
}

test_rule_2_does_not_fire if {
	said := _said("/policies/0/rules/1", {
		"dockerfile": {
			"lines": {"RUN": ["RUN example"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == []
}

# /policies/0/rules/2
test_rule_3_fires if {
	said := _said("/policies/0/rules/2", {
		"dockerfile": {
			"lines": {"RUN": ["RUN example"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == ["Dockerfile directive 'RUN' check 'not_like' matched against '(\\w+) \\1' for line 'example'"]
}

test_rule_3_does_not_fire if {
	said := _said("/policies/0/rules/2", {
		"dockerfile": {
			"lines": {"RUN": ["RUN matching"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == []
}

# /policies/0/rules/3
test_rule_4_fires if {
	said := _said("/policies/0/rules/3", {
		"dockerfile": {
			"lines": {"CMD": ["CMD matching"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == ["Dockerfile directive 'CMD' check 'like' matched against '(\\w+) \\1' for line 'matching'"]
}

test_rule_4_does_not_fire if {
	said := _said("/policies/0/rules/3", {
		"dockerfile": {
			"lines": {"CMD": ["CMD example"]},
			"mode": "actual",
		},
		"matches": {"(\\w+) \\1": ["matching"]},
	})
	said == []
}

# /policies/0/rules/4
test_rule_5_fires if {
	said := _said("/policies/0/rules/4", {
		"image": {"distro": {"name": "matching"}},
		"matches": {"(.)\\1": ["matching"]},
	})
	said == ["Attribute check for attribute: 'distro' check: 'like' check_value: '(.)\\1' matched image value: 'matching'"]
}

test_rule_5_does_not_fire if {
	said := _said("/policies/0/rules/4", {
		"image": {"distro": {"name": "example"}},
		"matches": {"(.)\\1": ["matching"]},
	})
	said == []
}

# /policies/0/rules/5
test_rule_6_fires if {
	said := _said("/policies/0/rules/5", {"image": {"distro": {"name": "(.)\\1"}}})
	said == ["Attribute check for attribute: 'distro' check: '=' check_value: '(.)\\1' matched image value: '(.)\\1'"]
}

test_rule_6_does_not_fire if {
	_said("/policies/0/rules/5", {"image": {"distro": {"name": "(.)\\1x"}}}) == []
}
