# Generated from bundle.json (sha256:434b27bf6de5977402f2ba510cae3883ca4eaf81013146a8be8ee7a502d199e2) by pratique translate. Edit the bundle, not this file.
package pratique.policies.p_files

import data.pratique.gates.files.attribute_match as files_attribute_match
import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.files.suid_or_guid_set as files_suid_or_guid_set
import data.pratique.gates.passwd_file.blacklist_usernames as passwd_file_blacklist_usernames
import data.pratique.gates.retrieved_files.content_regex as retrieved_files_content_regex

policy := {
	"id": "p-files",
	"name": null,
	"comment": null,
	"pointer": "/policies/1",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_2, rule_3, rule_4, rule_5]

rule_1 := {
	"policy_id": "p-files",
	"id": "setuid",
	"pointer": "/policies/1/rules/0",
	"gate": "files",
	"trigger": "suid_or_guid_set",
	"action": "stop",
	"needs": ["files:setid"],
}

# /policies/1/rules/0
findings["/policies/1/rules/0"] := files_suid_or_guid_set.findings(rule_1, {})

rule_2 := {
	"policy_id": "p-files",
	"id": "keys",
	"pointer": "/policies/1/rules/1",
	"gate": "files",
	"trigger": "name_match",
	"action": "stop",
	"needs": ["files:match:\\A.*\\.(?:key|pem)\\n?\\z"],
}

# /policies/1/rules/1
findings["/policies/1/rules/1"] := files_name_match.findings(rule_2, {"regex": ".*\\.(key|pem)$", "regex_pattern": {"re2": "\\A.*\\.(?:key|pem)\\n?\\z"}})

rule_3 := {
	"policy_id": "p-files",
	"id": "shadow",
	"pointer": "/policies/1/rules/2",
	"gate": "files",
	"trigger": "attribute_match",
	"action": "stop",
	"needs": ["files:path:/etc/shadow", "files.sha256:/etc/shadow"],
}

# /policies/1/rules/2
findings["/policies/1/rules/2"] := files_attribute_match.findings(rule_3, {"filename": "/etc/shadow", "checksum": "00", "mode": "0640", "checksum_algorithm": "sha256", "checksum_match": "equals", "mode_op": "equals", "skip_missing": true})

rule_4 := {
	"policy_id": "p-files",
	"id": "users",
	"pointer": "/policies/1/rules/3",
	"gate": "passwd_file",
	"trigger": "blacklist_usernames",
	"action": "stop",
	"needs": ["retrieved_files:/etc/passwd"],
}

# /policies/1/rules/3
findings["/policies/1/rules/3"] := passwd_file_blacklist_usernames.findings(rule_4, {"user_names": ["daemon", "ftp"]})

rule_5 := {
	"policy_id": "p-files",
	"id": "env",
	"pointer": "/policies/1/rules/4",
	"gate": "retrieved_files",
	"trigger": "content_regex",
	"action": "warn",
	"needs": ["retrieved_files:/app/.env"],
}

# /policies/1/rules/4
findings["/policies/1/rules/4"] := retrieved_files_content_regex.findings(rule_5, {"path": "/app/.env", "regex": "SECRET_\\w+=", "regex_pattern": {"re2": "\\ASECRET_[\\p{L}\\p{N}_]+="}, "check": "match"})
