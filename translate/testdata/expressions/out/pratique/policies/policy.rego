# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
package pratique.policies.policy

import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.retrieved_files.content_regex as retrieved_files_content_regex
import data.pratique.gates.secret_scans.content_regex_checks as secret_scans_content_regex_checks
import data.pratique.gates.vulnerabilities.package as vulnerabilities_package

policy := {
	"id": "q",
	"name": "\"\n}",
	"comment": null,
	"pointer": "/policies/1",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := [rule_1, rule_2, rule_3, rule_4]

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

rule_3 := {
	"policy_id": "q",
	"id": "3",
	"pointer": "/policies/1/rules/2",
	"gate": "secret_scans",
	"trigger": "content_regex_checks",
	"action": "stop",
	"needs": ["secret_search", "matches:secret_scans.content_regex_checks.filename_regex:(?P<dir>/\\w+)(?P=dir)"],
}

# /policies/1/rules/2
findings["/policies/1/rules/2"] := secret_scans_content_regex_checks.findings(rule_3, {"filename_regex": "(?P<dir>/\\w+)(?P=dir)", "filename_regex_pattern": {"python": "(?P<dir>/\\w+)(?P=dir)"}, "match_type": "found"})

rule_4 := {
	"policy_id": "q",
	"id": "4",
	"pointer": "/policies/1/rules/3",
	"gate": "vulnerabilities",
	"trigger": "package",
	"action": "stop",
	"needs": ["vulnerabilities", "matches:vulnerabilities.package.package_path_exclude:(?P<dir>/\\w+)(?P=dir)"],
}

# /policies/1/rules/3
findings["/policies/1/rules/3"] := vulnerabilities_package.findings(rule_4, {"package_type": "all", "package_path_exclude": "(?P<dir>/\\w+)(?P=dir)", "package_path_exclude_pattern": {"python": "(?P<dir>/\\w+)(?P=dir)"}, "cvss_v3_base_score_comparison": ">=", "cvss_v3_exploitability_score_comparison": ">=", "cvss_v3_impact_score_comparison": ">=", "epss_percentile_comparison": ">=", "epss_score_comparison": ">=", "severity": "unknown", "severity_comparison": ">", "vendor_cvss_v3_base_score_comparison": ">=", "vendor_cvss_v3_exploitability_score_comparison": ">=", "vendor_cvss_v3_impact_score_comparison": ">=", "vendor_only": true})
