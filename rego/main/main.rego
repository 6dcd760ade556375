# METADATA
# title: The decision for conftest
# description: >-
#   A decision to stop fails the test, with its reasons; a decision to go does not, whatever the
#   rules of a whitelisted image found.
# scope: package
package main

import data.pratique.decision
import data.pratique.lib.skipped

# METADATA
# title: Why the image is stopped
# scope: document
deny contains _report(finding) if {
	decision.final_action == "stop"
	some finding in decision.findings
	finding.action == "stop"
}

deny contains _message(error.message, error) if {
	decision.final_action == "stop"
	some error in decision.errors
}

deny contains {"msg": "the image is blacklisted"} if decision.reason == "blacklisted"

# METADATA
# title: What deserves a look
# scope: document
warn contains _report(finding) if {
	decision.final_action != "go"
	some finding in decision.findings
	finding.action == "warn"
}

warn contains _message(error.message, error) if {
	decision.final_action != "stop"
	some error in decision.errors
}

warn contains _message(message, rule) if {
	some rule in decision.not_evaluated
	message := sprintf("skipped: %s", [skipped.line(rule.needs)])
}

warn contains {"msg": warning.message} if {
	some warning in decision.warnings
	warning.kind in {"no_mapping", "section_absent", "input_invalid"}
}

_report(finding) := object.union_n([
	_message(finding.message, finding),
	{"trigger_id": finding.trigger_id},
	_place(finding.location),
])

_message(message, rule) := {"msg": message, "gate": rule.gate, "trigger": rule.trigger}

default _place(_) := {}

_place(location) := {"_loc": {"file": location.file, "line": location.start_line}}
