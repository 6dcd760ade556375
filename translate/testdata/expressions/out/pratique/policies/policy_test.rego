# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.policy_test

import data.pratique.policies.policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "q"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/1/rules/0", "stop"],
		["/policies/1/rules/1", "stop"],
		["/policies/1/rules/2", "stop"],
		["/policies/1/rules/3", "stop"],
	]
}

# /policies/1/rules/0
test_rule_1_fires if {
	said := _said("/policies/1/rules/0", {
		"files": {"matching": {"type": "file"}},
		"matches": {"/(.+)/\\1$": ["matching"]},
	})
	said == ["Application of regex matched file found in container: file=matching regexp=/(.+)/\\1$"]
}

test_rule_1_does_not_fire if {
	said := _said("/policies/1/rules/0", {
		"files": {"/app/matching": {"type": "file"}},
		"matches": {"/(.+)/\\1$": ["matching"]},
	})
	said == []
}

# /policies/1/rules/1
test_rule_2_fires if {
	said := _said("/policies/1/rules/1", {
		"matches": {"(\u0060|\"|\\}\n)\\1 := \u2028true #": ["matching"]},
		"retrieved_files": {"/a\"]:<\n} := {": {"content": "matching\n", "encoding": "utf-8"}},
	})
	said == ["Content regex '(\u0060|\"|\\}\n)\\1 := \u2028true #' check 'match' found in retrieved file '/a\"]:<\n} := {'"]
}

test_rule_2_does_not_fire if {
	said := _said("/policies/1/rules/1", {
		"matches": {"(\u0060|\"|\\}\n)\\1 := \u2028true #": ["matching"]},
		"retrieved_files": {"/a\"]:<\n} := {": {"content": "example\n", "encoding": "utf-8"}},
	})
	said == []
}

# /policies/1/rules/2
test_rule_3_fires if {
	said := _said("/policies/1/rules/2", {
		"matches": {"(?P<dir>/\\w+)(?P=dir)": ["matching"]},
		"secret_search": {"matching": [{"name": "example", "regex": "example"}]},
	})
	said == ["Secret content search analyzer found regexp match in container: file=matching regexp=example=example"]
}

test_rule_3_does_not_fire if {
	said := _said("/policies/1/rules/2", {
		"matches": {"(?P<dir>/\\w+)(?P=dir)": ["matching"]},
		"secret_search": {"/example": [{"name": "example", "regex": "example"}]},
	})
	said == []
}

# /policies/1/rules/3
test_rule_4_fires if {
	said := _said("/policies/1/rules/3", {
		"evaluated_at": "2024-03-15T12:00:00Z",
		"matches": {"(?P<dir>/\\w+)(?P=dir)": ["matching"]},
		"vulnerabilities": {"matches": [{
			"detected_at": "2021-05-04T10:00:00Z",
			"fix": {
				"observed_at": "2021-05-04T10:00:00Z",
				"versions": ["2"],
				"wont_fix": false,
			},
			"package": {
				"name": "example",
				"path": "pkgdb",
				"type": "dpkg",
				"version": "1",
			},
			"vulnerability": {
				"cvss_nvd": [{
					"base_score": 10,
					"exploitability_score": 10,
					"impact_score": 10,
					"version": "3.1",
				}],
				"cvss_vendor": [{
					"base_score": 10,
					"exploitability_score": 10,
					"impact_score": 10,
					"version": "3.1",
				}],
				"id": "CVE-2021-1",
				"severity": "Critical",
			},
		}]},
	})
	said == ["CRITICAL Vulnerability found in os package type (dpkg) - example (fixed in: 2)(CVE-2021-1 - None)"]
}

test_rule_4_does_not_fire if {
	said := _said("/policies/1/rules/3", {
		"evaluated_at": "2024-03-15T12:00:00Z",
		"matches": {"(?P<dir>/\\w+)(?P=dir)": ["matching"]},
		"vulnerabilities": {"matches": [{
			"detected_at": "2021-05-04T10:00:00Z",
			"fix": {
				"observed_at": "2021-05-04T10:00:00Z",
				"versions": ["2"],
				"wont_fix": false,
			},
			"package": {
				"name": "example",
				"path": "pkgdb",
				"type": "dpkg",
				"version": "1",
			},
			"vulnerability": {
				"cvss_nvd": [{
					"base_score": 10,
					"exploitability_score": 10,
					"impact_score": 10,
					"version": "3.1",
				}],
				"cvss_vendor": [{
					"base_score": 10,
					"exploitability_score": 10,
					"impact_score": 10,
					"version": "3.1",
				}],
				"id": "CVE-2021-1",
				"severity": "unknown",
			},
		}]},
	})
	said == []
}
