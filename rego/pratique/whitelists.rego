package pratique

import data.pratique.lib.time as clock

default _whitelists := []

_whitelists := _mapping.whitelists if count(_problems) == 0

# A finding that a whitelist item matches stays, and decides nothing.
_whitelisted(finding) := object.union(finding, {"action": "go", "whitelisted": match.whitelisted}) if {
	match := _match(finding.gate, finding.trigger_id)
}

_whitelisted(finding) := finding if not _match(finding.gate, finding.trigger_id)

# The first whitelist that has a matching item, and its first item that matches.
_match(gate, trigger_id) := [match |
	some i, slug in _whitelists
	item := _first_item(slug, gate, trigger_id)
	whitelist := data.pratique.whitelists[slug].whitelist
	match := {
		"slug": slug,
		"place": [i, item.index],
		"pointer": item.pointer,
		"whitelisted": {
			"whitelist_id": whitelist.id,
			"whitelist_name": whitelist.name,
			"matched_rule_id": item.id,
		},
	}
][0]

_first_item(slug, gate, trigger_id) := [item | some item in items; item.index == first][0] if {
	items := array.concat(
		[item | some item in data.pratique.whitelists[slug].exact[gate][trigger_id]; not _expired(item)],
		[data.pratique.whitelists[slug].patterns[i] | some i in _pattern_matches[slug][gate][trigger_id]],
	)
	first := min([item.index | some item in items])
}

_expired(item) if item.expires_ns <= clock.now_ns

# Asked for whole, so that each pattern is compiled once and not once a finding.
_pattern_matches := _matching_patterns

_matching_patterns[slug][item.gate][trigger_id] contains i if {
	some slug in _whitelists
	some i, item in data.pratique.whitelists[slug].patterns
	not _expired(item)
	some trigger_id in _trigger_ids[item.gate]
	regex.match(item.re2, trigger_id)
}

# The trigger ids of all findings, by gate.
_trigger_ids := _fired

_fired[result.gate] contains result.trigger_id if {
	some slug in _policies
	some result in _results(slug)
}

# An item with an invalid pattern counts where a finding of its gate comes to it.
_whitelist_errors := [error |
	some i, slug in _whitelists
	some item in data.pratique.whitelists[slug].patterns
	item.error
	not _expired(item)
	_reached(item.gate, [i, item.index])
	error := {
		"policy_id": null,
		"rule_id": item.id,
		"gate": item.gate,
		"trigger": null,
		"kind": "WhitelistItemError",
		"message": sprintf("a whitelist item cannot be compared with findings: %s", [item.error]),
		"pointer": item.pointer,
	}
]

_reached(gate, place) if {
	some trigger_id in _trigger_ids[gate]
	not _matched_before(gate, trigger_id, place)
}

_matched_before(gate, trigger_id, place) if _match(gate, trigger_id).place < place
