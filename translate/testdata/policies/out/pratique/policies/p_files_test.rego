# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
#
# Every rule of the policy, on a small document on which it fires and on one on which it does not.
package pratique.policies.p_files_test

import data.pratique.policies.p_files as policy

# What a rule says of a document: the messages of its findings, of an error, and what it cannot tell.
_said(pointer, document) := [_message(finding) | some finding in findings] if {
	findings := policy.findings[pointer] with input as document
}

_message(finding) := finding.message

_message(finding) := finding.error.message

_message(finding) := concat(", ", finding.unknown.needs)

test_policy if policy.policy.id == "p-files"

# What each rule demands, in the order in which they are evaluated.
test_rules if {
	[[rule.pointer, rule.action] | some rule in policy.rules] == [
		["/policies/1/rules/0", "stop"],
		["/policies/1/rules/1", "stop"],
		["/policies/1/rules/2", "stop"],
		["/policies/1/rules/3", "stop"],
		["/policies/1/rules/4", "warn"],
	]
}

# /policies/1/rules/0
test_rule_1_fires if {
	said := _said("/policies/1/rules/0", {"files": {"/usr/bin/example": {"mode": 35309, "type": "file"}}})
	said == ["SUID or SGID found set on file /usr/bin/example. Mode: 0o104755"]
}

test_rule_1_does_not_fire if {
	_said("/policies/1/rules/0", {"files": {"/usr/bin/example": {"mode": 33261, "type": "file"}}}) == []
}

# /policies/1/rules/1
test_rule_2_fires if {
	said := _said("/policies/1/rules/1", {"files": {"/app/x.key": {"type": "file"}}})
	said == ["Application of regex matched file found in container: file=/app/x.key regexp=.*\\.(key|pem)$"]
}

test_rule_2_does_not_fire if {
	_said("/policies/1/rules/1", {"files": {"/example": {"type": "file"}}}) == []
}

# /policies/1/rules/2
test_rule_3_fires if {
	said := _said("/policies/1/rules/2", {"files": {"/etc/shadow": {"mode": 416, "sha256": "00", "type": "file"}}})
	said == ["filename=/etc/shadow and checksum=00 op=equals specified_checksum=00 and mode=0o640 op=equals specified_mode=0o640"]
}

test_rule_3_does_not_fire if {
	said := _said("/policies/1/rules/2", {"files": {"/etc/shadow": {"mode": 0, "sha256": "00", "type": "file"}}})
	said == []
}

# /policies/1/rules/3
test_rule_4_fires if {
	said := _said("/policies/1/rules/3", {"retrieved_files": {"/etc/passwd": {
		"content": "daemon:x:1000:1000::/home/example:/bin/false\n",
		"encoding": "utf-8",
	}}})
	said == ["Blacklisted user 'daemon' found in image's /etc/passwd: pentry=daemon:x:1000:1000::/home/example:/bin/false"]
}

test_rule_4_does_not_fire if {
	said := _said("/policies/1/rules/3", {"retrieved_files": {"/etc/passwd": {
		"content": "example:x:1000:1000::/home/example:/bin/false\n",
		"encoding": "utf-8",
	}}})
	said == []
}

# /policies/1/rules/4
test_rule_5_fires if {
	said := _said("/policies/1/rules/4", {"retrieved_files": {"/app/.env": {"content": "SECRET_a=\n", "encoding": "utf-8"}}})
	said == ["Content regex 'SECRET_\\w+=' check 'match' found in retrieved file '/app/.env'"]
}

test_rule_5_does_not_fire if {
	said := _said("/policies/1/rules/4", {"retrieved_files": {"/app/.env": {"content": "example\n", "encoding": "utf-8"}}})
	said == []
}
