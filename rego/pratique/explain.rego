# METADATA
# title: The explanation
# description: >-
#   Why data.pratique.decision says what it says of one image: which mapping and image rules were
#   tried and where they differed, what became of each rule, what each finding rests on, and
#   which whitelist item suppressed it or nearly did. It explains and decides nothing.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.explain

import data.pratique
import data.pratique.lib.image_ref as ref
import data.pratique.lib.near_miss
import data.pratique.lib.searched
import data.pratique.lib.skipped

# METADATA
# title: The explanation of the decision
# description: >-
#   Lists stand in the bundle's order. `state` is, of a selector, won, shadowed (an earlier one
#   won), failed (see `failed_on`), never or broken; of a rule, found, silent, not_evaluated
#   (see `unmet`), error or end_of_life.
# entrypoint: true
document := {
	"final_action": pratique.decision.final_action,
	"policy_action": pratique.decision.policy_action,
	"reason": pratique.decision.reason,
	"bundle": pratique.decision.bundle,
	"evaluated_at": pratique.decision.evaluated_at,
	"image": object.union(pratique.decision.image, {"matched_as": _subject}),
	"mappings": _selectors("mappings", "mapping"),
	"whitelisted_images": _selectors("whitelisted_images", "whitelisted_image"),
	"blacklisted_images": _selectors("blacklisted_images", "blacklisted_image"),
	"rules": [_rule(policy, record) |
		some slug in _policies
		policy := data.pratique.policies[slug].policy
		some record in data.pratique.policies[slug].rules
	],
	"whitelists": _whitelists,
	"errors": pratique.decision.errors,
	"warnings": pratique.decision.warnings,
}

# What the selectors are compared with; null for what the image does not have.
_subject := {field: object.get(_parts, field, null) | some field in ["registry", "repository", "tag", "id", "digest"]}

_parts["registry"] := ref.registry

_parts["repository"] := ref.repository

_parts["tag"] := ref.tag

_parts["id"] := input.image.id

_parts["digest"] := input.image.digest

# What the translator wrote of the selectors; absent from bundles of older translators.
default _translated := {}

_translated := data.pratique.selectors

_selectors(list, winner) := [_selector(selector, tests, winner) |
	some selector in object.get(_translated, list, [])
	tests := [_test(field) | some field in selector.fields]
]

_selector(selector, tests, winner) := {
	"pointer": selector.pointer,
	"name": selector.name,
	"state": _selector_state(selector, tests, winner),
	"never": object.get(selector, "never", null),
	"fields": tests,
	"failed_on": [test.field | some test in tests; test.matches == false],
}

# The translator's form of a pattern is any, equal, re2 or error.
_test(field) := {
	"field": field.field,
	"pattern": field.pattern,
	"value": _subject[field.field],
	"matches": _matches(field, _subject[field.field]),
	"problem": object.get(field, "error", null),
}

_matches(field, _) if field.any

_matches(field, value) if field.equal == value

_matches(field, value) := false if field.equal != value

_matches(field, value) := regex.match(field.re2, value) if is_string(value)

_matches(field, null) := false if field.re2

# Nobody can say whether a broken pattern matches.
_matches(field, _) := null if field.error

_selector_state(selector, tests, winner) := "won" if {
	data.pratique.bundle[winner].pointer == selector.pointer
} else := "never" if {
	selector.never
} else := "failed" if {
	[test.matches | some test in tests; test.matches != true][0] == false
} else := "broken" if {
	some test in tests
	test.problem != null
} else := "shadowed"

# A policy that the mapping names twice is explained once.
_policies := [slug |
	some i, slug in pratique.workings.policies
	not slug in array.slice(pratique.workings.policies, 0, i)
]

_rule(policy, record) := {
	"policy_id": record.policy_id,
	"policy_name": policy.name,
	"rule_id": record.id,
	"pointer": record.pointer,
	"gate": record.gate,
	"trigger": record.trigger,
	"action": record.action,
	"state": _rule_state(record),
	"needs": object.get(record, "needs", []),
	"unmet": unmet,
	"unmet_reasons": skipped.reasons(unmet),
	"errors": [pratique.decision.errors[i].message | some i in sort(object.get(_errors, record.pointer, set()))],
	"findings": [_finding(pratique.decision.findings[i], record) |
		some i in sort(object.get(_findings, record.pointer, set()))
	],
} if {
	unmet := searched.unmet(object.get(record, "needs", []))
}

# Pointer of a rule -> places of its findings, and of its errors, in the decision.
_findings := {pointer: places |
	some pointer in {finding.rule_pointer | some finding in pratique.decision.findings}
	places := {i | some i, finding in pratique.decision.findings; finding.rule_pointer == pointer}
}

_errors := {pointer: places |
	some pointer in {error.pointer | some error in pratique.decision.errors}
	places := {i | some i, error in pratique.decision.errors; error.pointer == pointer}
}

_rule_state(record) := "end_of_life" if {
	record.end_of_life
} else := "not_evaluated" if {
	count(searched.unmet(object.get(record, "needs", []))) > 0
} else := "error" if {
	_errors[record.pointer]
} else := "found" if {
	_findings[record.pointer]
} else := "silent"

_finding(finding, record) := object.union(finding, {
	"suppressed_by": _suppression(finding),
	"near_misses": _near_misses(finding),
	"facts": _facts(finding, record),
})

default _suppression(_) := null

_suppression(finding) := {
	"whitelist_id": match.whitelisted.whitelist_id,
	"whitelist_name": match.whitelisted.whitelist_name,
	"item_id": match.whitelisted.matched_rule_id,
	"pointer": match.pointer,
} if {
	finding.whitelisted != null
	match := pratique.workings.matches[finding.gate][finding.trigger_id]
}

# What has been suppressed has no use for them.
_near_misses(finding) := [] if finding.whitelisted != null

_near_misses(finding) := near_miss.misses(finding) if finding.whitelisted == null

# What a finding rests on: lines of the Dockerfile, an entry of the file system, or the values
# and sections that its rule reads.
_facts(finding, _) := [{
	"kind": "dockerfile",
	"file": finding.location.file,
	"start_line": finding.location.start_line,
	"end_line": finding.location.end_line,
	"text": array.slice(_dockerfile, finding.location.start_line - 1, finding.location.end_line),
}] if {
	finding.location.start_line
}

_facts(finding, _) := [object.union(
	{"kind": "file", "path": finding.location.path, "entry": object.get(input, ["files", finding.location.path], null)},
	_layer(finding.location),
)] if {
	finding.location.path
}

_facts(finding, record) := [_read(need) | some need in object.get(record, "needs", [])] if {
	not finding.location.start_line
	not finding.location.path
}

default _dockerfile := []

_dockerfile := split(input.dockerfile.contents, "\n") if is_string(input.dockerfile.contents)

default _layer(_) := {"layer": null}

_layer(location) := {
	"layer": location.layer,
	"layer_digest": input.image.layers[location.layer].digest,
	"created_by": _created_by(location.layer),
}

default _created_by(_) := null

# Two entries of one layer cannot be: the first of them speaks for it.
_created_by(layer) := [entry.created_by | some entry in input.image.history; entry.layer == layer][0]

_read(need) := {"kind": "value", "need": need, "value": value} if {
	value := object.get(input, split(need, "."), null)
	_is_scalar(value)
}

_read(need) := {"kind": "section", "need": need} if {
	not _is_scalar(object.get(input, split(need, "."), null))
}

_is_scalar(value) if is_string(value)

_is_scalar(value) if is_number(value)

_is_scalar(value) if is_boolean(value)

_whitelists := [{
	"id": module.whitelist.id,
	"name": module.whitelist.name,
	"pointer": module.whitelist.pointer,
	"items": _items(module),
	"used": sort(object.get(_used, slug, set())),
} |
	some i, slug in pratique.workings.whitelists
	not slug in array.slice(pratique.workings.whitelists, 0, i)
	module := data.pratique.whitelists[slug]
]

_items(module) := sum([count(list) | some ids in module.exact; some list in ids]) + count(module.patterns)

_used := {slug: pointers |
	some slug in pratique.workings.whitelists
	pointers := {match.pointer |
		some trigger_ids in pratique.workings.matches
		some match in trigger_ids
		match.slug == slug
	}
}
