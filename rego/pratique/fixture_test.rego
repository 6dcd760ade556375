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
	"message": sprintf(
		"Trigger evaluation failed for gate %s and trigger %s due to: %s",
		[record.gate, record.trigger, cause],
	),
	"pointer": "/policies/0/rules/0",
}}

# A bundle's module with one mapping, or what replaces parts of it.
bundle(parts) := object.union(
	{
		"info": {"id": "b", "name": "B", "version": "1_0"},
		"mapping": {
			"pointer": "/mappings/0",
			"policies": ["p1"],
			"whitelists": [],
			"rule": {"name": "all"},
		},
	},
	parts,
)

# A policy's module: rules are its rules' findings, as [action, trigger id] pairs.
policy(id, rules) := {
	"policy": {"id": id, "name": null, "comment": null, "pointer": "/policies/0"},
	"rules": [rule_of(id, i, rule) | some i, rule in rules],
	"findings": {pointer: findings |
		some i, rule in rules
		pointer := sprintf("/policies/0/rules/%d", [i])
		findings := [finding(id, i, object.get(rule, "action", "stop"), trigger_id) | some trigger_id in rule.fires]
	},
	"texts": {sprintf("/policies/0/rules/%d", [i]): texts | some i, _ in rules},
}

# What people read of a rule.
texts := {"title": "Title", "description": "Description.", "remediation": "Remediation.", "help": "https://example.com"}

rule_of(policy_id, i, rule) := object.union(
	{
		"policy_id": policy_id,
		"id": sprintf("r%d", [i]),
		"pointer": sprintf("/policies/0/rules/%d", [i]),
		"gate": "files",
		"trigger": "name_match",
		"action": "stop",
		"needs": ["files"],
	},
	object.remove(rule, ["fires"]),
)

finding(policy_id, i, action, trigger_id) := {
	"policy_id": policy_id,
	"rule_id": sprintf("r%d", [i]),
	"gate": "files",
	"trigger": "name_match",
	"trigger_id": trigger_id,
	"message": trigger_id,
	"action": action,
	"whitelisted": null,
	"rule_pointer": sprintf("/policies/0/rules/%d", [i]),
	"location": null,
}

# An entry of a decision's errors.
error(parts) := object.union(
	{"policy_id": null, "rule_id": null, "gate": null, "trigger": null, "pointer": null},
	parts,
)

# An input document that leaves nothing to warn of.
document := {
	"schema_version": "1",
	"evaluated_at": "2024-03-15T12:00:00Z",
	"image": {
		"registry": "docker.io",
		"repository": "library/x",
		"tag": "1",
		"digest": "sha256:aa",
		"id": "bb",
		"size": 5,
	},
	"files": {},
}

# What a trigger reports, as texts: messages with their line, and what is unknown.
messages(results) := [text | some result in results; some text in _texts(result)]

_texts(result) := [sprintf("%s [%d]", [result.message, result.location.start_line])] if result.location.start_line

_texts(result) := [result.message] if {
	result.message
	not result.location.start_line
}

_texts(result) := [sprintf("unknown: %s", [concat(", ", result.unknown.needs)])] if result.unknown

# The trigger ids of results.
ids(results) := [result.trigger_id | some result in results]

# Every finding of a document that tells several apart can be excepted alone.
separate(results) if {
	count(ids(results)) > 0
	count({id | some id in ids(results)}) == count(ids(results))
	every id in ids(results) {
		regex.match(`^[0-9a-f]{32}$`, id)
	}
}

same_ids(some_results, other_results) if {
	{id | some id in ids(some_results)} == {id | some id in ids(other_results)}
}

# The same document with its Dockerfile further down and its containers the other way round: trigger ids stay.
moved(document) := object.union_n([document, _moved_lines(document), _moved_containers(document)])

_moved_lines(document) := {"dockerfile": {"instructions": [line |
	some instruction in document.dockerfile.instructions
	line := object.union(instruction, {key: below | some key in ["start_line", "end_line"]; below := instruction[key] + 7})
]}} if {
	document.dockerfile.instructions
}

_moved_lines(document) := {} if not document.dockerfile.instructions

_moved_containers(document) := {"containers": array.reverse(document.containers)} if document.containers

_moved_containers(document) := {} if not document.containers
