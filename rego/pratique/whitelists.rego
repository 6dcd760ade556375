package pratique

import data.pratique.lib.time as clock
import data.pratique.lib.vulnerabilities

default _whitelists := []

_whitelists := _mapping.whitelists if count(_problems) == 0

# A finding that a whitelist item matches stays, and decides nothing.
_whitelisted(finding) := object.union(finding, {"action": "go", "whitelisted": match.whitelisted}) if {
	match := _matches[finding.gate][finding.trigger_id]
}

_whitelisted(finding) := object.union(finding, {"action": "go", "whitelisted": _baseline_item}) if {
	not _matches[finding.gate][finding.trigger_id]
	_in_baseline(finding)
}

_whitelisted(finding) := finding if {
	not _matches[finding.gate][finding.trigger_id]
	not _in_baseline(finding)
}

# By gate and trigger id: the first whitelist with an item that matches, and its first such item.
# A comprehension, as those below: the entries of a partial rule take time that grows with their
# square.
_matches := {gate: {trigger_id: match | some trigger_id in trigger_ids; match := _match(gate, trigger_id)} |
	some gate, trigger_ids in _trigger_ids
}

_match(gate, trigger_id) := match if {
	candidates := _candidates(gate, trigger_id)
	place := min(object.keys(candidates))
	[slug, item] := candidates[place]
	whitelist := data.pratique.whitelists[slug].whitelist
	match := {
		"place": place,
		"slug": slug,
		"pointer": item.pointer,
		"whitelisted": {
			"whitelist_id": whitelist.id,
			"whitelist_name": whitelist.name,
			"matched_rule_id": item.id,
		},
	}
}

# Place (of the whitelist in the mapping, of the item in the whitelist) -> whitelist and item.
_candidates(gate, trigger_id) := object.union(exact, patterns) if {
	exact := {[i, item.index]: [slug, item] |
		some i, slug in _whitelists
		some spelling in _spellings(gate, trigger_id)
		some item in data.pratique.whitelists[slug].exact[gate][spelling]
		not _expired(item)
	}
	patterns := {[i, item.index]: [slug, item] |
		some i, slug in _whitelists
		some item in _pattern_matches[slug][gate][trigger_id]
	}
}

# An item's text is a pattern that ends in $, which stands before a last line end too.
# With --match-aliases a vulnerability has all its names.
_spellings(gate, trigger_id) := {trigger_id, trim_suffix(trigger_id, "\n")} | _other_names(gate, trigger_id)

_other_names("vulnerabilities", trigger_id) := _aliased(trigger_id) if vulnerabilities.matches_aliases

_other_names("vulnerabilities", _) := set() if not vulnerabilities.matches_aliases

_other_names(gate, _) := set() if gate != "vulnerabilities"

_expired(item) if item.expires_ns <= clock.now_ns

# Whitelist -> gate -> trigger id -> index -> item. Patterns outermost: each is compiled once.
_pattern_matches := object.union_n([{slug: {item.gate: {trigger_id: {item.index: item}}}} |
	some slug in _whitelists
	some [place, trigger_id, spelling] in _trials(slug)
	item := data.pratique.whitelists[slug].patterns[place]
	not _expired(item)
	regex.match(item.re2, spelling)
])

# The patterns to try, by their place, and on what: a trigger id, and a spelling of it.
_trials(slug) := {[place, trigger_id, spelling] |
	some place, item in data.pratique.whitelists[slug].patterns
	some [trigger_id, spelling] in _spelled[item.gate]
} if not data.pratique.whitelists[slug].index

# The index of a long whitelist leaves most of them out: what matches a pattern has its text at the
# beginning, at the end (before a last line end, too) or anywhere.
_trials(slug) := {[place, trigger_id, spelling] |
	some gate, index in data.pratique.whitelists[slug].index
	some [trigger_id, spelling] in _spelled[gate]
	some places in array.flatten([
		[index.others],
		[group.places[substring(spelling, 0, group.length)] | some group in index.prefixes],
		[group.places[_last(text, group.length)] |
			some text in {spelling, trim_suffix(spelling, "\n")}
			some group in index.suffixes
		],
		[group.places[part] | some group in index.parts; some part in _parts(spelling, group.length)],
	])
	some place in places
} if {
	data.pratique.whitelists[slug].index
}

_last(text, length) := substring(text, count(text) - length, length) if count(text) >= length

_parts(text, length) := {substring(text, i, length) | some i in numbers.range(0, count(text) - length)} if {
	count(text) >= length
}

_spelled := {gate: {[trigger_id, spelling] |
	some trigger_id in trigger_ids
	some spelling in ({trigger_id} | _other_names(gate, trigger_id))
} |
	some gate, trigger_ids in _trigger_ids
}

# The trigger ids of all findings, by gate.
_trigger_ids := {gate: ids |
	some gate in {result.gate | some result in _all_results}
	ids := {result.trigger_id | some result in _all_results; result.gate == gate}
}

_all_results := [result | some slug in _policies; some result in _results(slug)]

# An item with an invalid pattern counts where a finding of its gate comes to it.
_whitelist_errors := [error |
	some i, slug in _whitelists
	some item in _incomparable(slug)
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

_incomparable(slug) := data.pratique.whitelists[slug].broken

_incomparable(slug) := [item | some item in data.pratique.whitelists[slug].patterns; item.error] if {
	not data.pratique.whitelists[slug].broken
}

_reached(gate, place) if {
	some trigger_id in _trigger_ids[gate]
	not _matched_before(gate, trigger_id, place)
}

_matched_before(gate, trigger_id, place) if _matches[gate][trigger_id].place < place
