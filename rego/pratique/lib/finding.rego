# METADATA
# title: Findings
# description: >-
#   The only constructors of what a trigger reports. A trigger's `findings` is an array of
#   these, in the order in which Anchore fires, duplicates kept.
# scope: package
package pratique.lib.finding

# METADATA
# title: A firing of a rule
# description: >-
#   `rule` is a generated rule's record; `hit` has `message` and may have `location`. Its trigger id, by which a
#   whitelist excepts it, is the MD5 of gate, trigger and message, as Anchore's gates have it; `trigger_id`, where
#   Anchore or an author gives one; or else of `about`, as our own gates have it. That is an object which tells
#   the finding from every other of the trigger that one may want to except alone: the check, the parameters that
#   select what is looked at, and the path, package, instruction, … that is meant. It has no words of a message,
#   which may be improved, no line number, and no number that is only measured.
new(rule, hit) := {
	"policy_id": rule.policy_id,
	"rule_id": rule.id,
	"gate": rule.gate,
	"trigger": rule.trigger,
	"trigger_id": _trigger_id(rule, hit),
	"message": hit.message,
	"action": rule.action,
	"whitelisted": null,
	"rule_pointer": rule.pointer,
	"location": object.get(hit, "location", null),
}

_trigger_id(_, hit) := hit.trigger_id

_trigger_id(rule, hit) := crypto.md5(json.marshal([rule.gate, rule.trigger, hit.about])) if not hit.trigger_id

_trigger_id(rule, hit) := crypto.md5(concat("", [rule.gate, rule.trigger, hit.message])) if {
	not hit.trigger_id
	not hit.about
}

# METADATA
# title: A firing of a rule, with a severity of its own
# description: >-
#   `severity` is what is known of the thing that was found: critical, high, medium, low or info. Where it is null, the
#   finding is as severe as its rule's action says.
rated(rule, hit, severity) := object.union(new(rule, hit), {"severity": severity}) if severity != null

rated(rule, hit, null) := new(rule, hit)

# METADATA
# title: A rule that cannot be evaluated
# description: >-
#   Stands where Anchore raises an exception, which loses the whole evaluation. Here the
#   other rules are evaluated and the decision lists this one in `errors` (compatibility.md#rule-that-fails).
error(rule, cause) := {"error": {
	"policy_id": rule.policy_id,
	"rule_id": rule.id,
	"gate": rule.gate,
	"trigger": rule.trigger,
	"kind": "TriggerEvaluationError",
	"message": sprintf(
		"Trigger evaluation failed for gate %s and trigger %s due to: %s",
		[rule.gate, rule.trigger, cause],
	),
	"pointer": rule.pointer,
}}

# METADATA
# title: Something that a rule cannot tell
# description: >-
#   For a rule that finds out only when it looks that facts are missing: a user that is a
#   variable, an option of one container that nobody knows. The decision lists the rule in
#   `not_evaluated`, beside the findings that it has; `reasons` say what is missing.
unknown(rule, reasons) := {"unknown": {
	"policy_id": rule.policy_id,
	"rule_id": rule.id,
	"gate": rule.gate,
	"trigger": rule.trigger,
	"rule_pointer": rule.pointer,
	"needs": reasons,
}}

# METADATA
# title: Something that a rule cannot tell of one subject
# description: "`location` is {\"pointer\": …} into the input document: the container that is meant."
unknown_at(rule, reasons, location) := {"unknown": object.union(unknown(rule, reasons).unknown, {"location": location})}

# METADATA
# title: A remark of a rule
# description: >-
#   For what a reader of the decision should know and what decides nothing. The decision lists it in
#   `warnings`; the kinds are those of the decision's METADATA.
warning(rule, kind, message) := {"warning": {"kind": kind, "message": message, "pointer": rule.pointer}}
