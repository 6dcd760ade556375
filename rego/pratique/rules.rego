package pratique

# What people read of the rules that have findings, by the pointers of the rules: once a rule and not
# in each of its findings, of which there may be thousands. What reads decisions puts them together.
_rules := {rule.pointer: object.union(_texts(slug, rule.pointer), {"severity": _severity[rule.action]}) |
	some slug in _policies
	some rule in _evaluated(slug)
	count(data.pratique.policies[slug].findings[rule.pointer]) > 0
}

_texts(slug, pointer) := data.pratique.policies[slug].texts[pointer]

# A module that was translated before there were texts.
_texts(slug, pointer) := {"title": "", "description": "", "remediation": "", "help": ""} if {
	not data.pratique.policies[slug].texts[pointer]
}

_severity := {"stop": "high", "warn": "medium", "go": "info"}
