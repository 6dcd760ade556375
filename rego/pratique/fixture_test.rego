# What the tests of the gates share.
package pratique.fixture_test

# A generated rule's record.
rule(gate, trigger) := {
	"policy_id": "p1",
	"id": "r1",
	"pointer": "/policies/0/rules/0",
	"gate": gate,
	"trigger": trigger,
	"action": "stop",
	"needs": [],
}

# A finding of that rule.
fired(record, message, trigger_id, location) := {
	"policy_id": "p1",
	"rule_id": "r1",
	"gate": record.gate,
	"trigger": record.trigger,
	"trigger_id": trigger_id,
	"message": message,
	"action": "stop",
	"whitelisted": null,
	"rule_pointer": "/policies/0/rules/0",
	"location": location,
}

# A finding whose trigger id is the hash.
hashed(record, message, location) := fired(record, message, id, location) if {
	id := crypto.md5(sprintf("%s%s%s", [record.gate, record.trigger, message]))
}

# An error of that rule.
raised(record, cause) := {"error": {
	"policy_id": "p1",
	"rule_id": "r1",
	"gate": record.gate,
	"trigger": record.trigger,
	"kind": "TriggerEvaluationError",
	"message": sprintf("Trigger evaluation failed for gate %s and trigger %s due to: %s", [record.gate, record.trigger, cause]),
	"pointer": "/policies/0/rules/0",
}}
