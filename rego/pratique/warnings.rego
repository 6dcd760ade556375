package pratique

import data.pratique.lib.image_ref
import data.pratique.lib.searched
import data.pratique.lib.time as clock

_warnings := [object.union({"pointer": null}, warning) |
	some list in [
		_translation_warnings,
		_input_warnings,
		_mapping_warnings,
		_section_warnings,
		_unread_warnings,
		_rule_warnings,
		_vulnerability_warnings,
		_end_of_life_warnings,
		_expiry_warnings,
		_unused_warnings,
		_baseline_warnings,
	]
	some warning in list
]

_translation_warnings := object.get(_translated, "warnings", [])

_end_of_life_warnings := [warning | some outcome in _outcomes; some warning in outcome.end_of_life]

_rule_warnings := [warning | some outcome in _outcomes; some warning in outcome.warnings]

_input_warnings := [{"kind": "input_invalid", "message": "the input is not a JSON object"} | not _is_document]

_mapping_warnings := [{"kind": "no_mapping", "message": message} |
	_mapping == null
	message := sprintf("no mapping of the bundle matches %s", [image_ref.tag_string])
]

_section_warnings := [{"kind": "section_absent", "message": message} |
	some section in searched.absent_sections({need | some outcome in _outcomes; some need in outcome.needs})
	message := sprintf("the input document has no section %s, which rules read", [section])
]

_expiry_warnings := [warning |
	some slug in _whitelists
	some item in _expiring(slug)
	warning := {
		"kind": _expiry_kind(item),
		"message": sprintf("a whitelist item expires at %s", [item.expires]),
		"pointer": item.pointer,
	}
]

_expiry_kind(item) := "whitelist_item_expired" if _expired(item)

_expiry_kind(item) := "whitelist_item_expires_soon" if not _expired(item)

# The items that have expired or expire soon, in the whitelist's order.
_expiring(slug) := [item | some item in _dated(slug); item.expires_ns <= clock.now_ns + _thirty_days]

# A long whitelist lists those that ever do.
_dated(slug) := data.pratique.whitelists[slug].expiring

_dated(slug) := [item | some item in object.union(exact, patterns)] if {
	not data.pratique.whitelists[slug].expiring
	exact := {item.index: item |
		some gate, trigger_id, i
		data.pratique.whitelists[slug].exact[gate][trigger_id][i].expires
		item := data.pratique.whitelists[slug].exact[gate][trigger_id][i]
	}
	patterns := {item.index: item |
		some item in data.pratique.whitelists[slug].patterns
		item.expires
	}
}

# In nanoseconds.
_thirty_days := (((30 * 24) * 3600) * 1000) * 1000000

# One a whitelist: a shared whitelist has thousands of items that this image has no use for. Items
# with one trigger id count once, so that nothing has to be looped over.
_unused_warnings := [warning |
	some slug in _whitelists
	module := data.pratique.whitelists[slug]
	items := sum([count(by_trigger_id) | some by_trigger_id in module.exact]) + count(module.patterns)
	unused := items - count({pointer | some pointer in _used[slug]})
	unused > 0
	warning := {
		"kind": "whitelist_item_unused",
		"message": sprintf(
			"%s of %s items of whitelist %s matched no finding",
			[format_int(unused, 10), format_int(items, 10), module.whitelist.id],
		),
		"pointer": module.whitelist.pointer,
	}
]

_used := {slug: pointers |
	some slug in _whitelists
	pointers := {match.pointer | some by_trigger_id in _matches; some match in by_trigger_id; match.slug == slug}
}
