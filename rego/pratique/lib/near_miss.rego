# METADATA
# title: Whitelist items that nearly match
# description: >-
#   For a finding that nothing suppresses, the items that would, but for one thing. Ids are
#   looked up in indexes, so that a whitelist of thousands of items costs one pass over it.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.near_miss

import data.pratique
import data.pratique.lib.time as clock

# METADATA
# title: The items that nearly match a finding
# description: >-
#   At most ten. `difference` is expired, other_whitelist (one that the mapping does not name),
#   gate, blanks, case or edit (one letter more, less or other, or two swapped), in this order.
misses(finding) := array.slice([miss | some [_, _, _, miss] in sort(_misses(finding))], 0, 10)

_misses(finding) := {[rank, slug, item.index, miss] |
	some [rank, difference, slug, gate, trigger_id, item] in _candidates(finding)
	whitelist := data.pratique.whitelists[slug].whitelist
	miss := {
		"difference": difference,
		"whitelist_id": whitelist.id,
		"whitelist_name": whitelist.name,
		"item_id": item.id,
		"pointer": item.pointer,
		"gate": gate,
		"trigger_id": trigger_id,
		"expires": object.get(item, "expires", null),
	}
}

_candidates(finding) := union({
	{[0, "expired", slug, finding.gate, id, item] |
		some slug in pratique.workings.whitelists
		some [id, item] in _matching(slug, finding)
		_has_expired(item)
	},
	{[1, "other_whitelist", slug, finding.gate, id, item] |
		some slug in _others
		some [id, item] in _matching(slug, finding)
		not _has_expired(item)
	},
	{[2, "gate", slug, gate, finding.trigger_id, item] |
		some slug in pratique.workings.whitelists
		some gate, ids in data.pratique.whitelists[slug].exact
		gate != finding.gate
		some item in ids[finding.trigger_id]
	},
	{[rank, difference, slug, finding.gate, id, item] |
		some slug, ids in object.get(_folded, [finding.gate, _fold(finding.trigger_id)], {})
		some id, _ in ids
		id != finding.trigger_id
		[rank, difference] := _spelling(id, finding.trigger_id)
		item := data.pratique.whitelists[slug].exact[finding.gate][id][0]
	},
	{[5, "edit", slug, finding.gate, id, item] |
		some [slug, id] in _similar(finding.gate, finding.trigger_id)
		_one_edit(split(id, ""), split(finding.trigger_id, ""))
		_fold(id) != _fold(finding.trigger_id)
		item := data.pratique.whitelists[slug].exact[finding.gate][id][0]
	},
})

# The whitelists that the mapping does not name.
_others contains slug if {
	some slug in object.keys(data.pratique.whitelists)
	not slug in pratique.workings.whitelists
}

# Items by their id, null for a pattern. A whitelist's module as a whole is not asked for: it
# would be put together anew for each finding.
_matching(slug, finding) := exact | patterns if {
	exact := {[finding.trigger_id, item] |
		some item in data.pratique.whitelists[slug].exact[finding.gate][finding.trigger_id]
	}
	patterns := {[null, item] |
		some item in data.pratique.whitelists[slug].patterns
		item.gate == finding.gate
		regex.match(item.re2, finding.trigger_id)
	}
}

_has_expired(item) if item.expires_ns <= clock.now_ns

_fold(id) := lower(trim_space(id))

_spelling(a, b) := [3, "blanks"] if trim_space(a) == trim_space(b)

_spelling(a, b) := [4, "case"] if trim_space(a) != trim_space(b)

# Indexes by gate, of complete objects: to find a place for each of thousands of ids among the
# definitions of a partial rule takes time that grows with their square.
_folded := object.union_n([{gate: {_fold(id): {slug: {id: true}}}} |
	some slug in pratique.workings.whitelists
	some gate, ids in data.pratique.whitelists[slug].exact
	some id, _ in ids
])

# One edit leaves the first or the last half of an id as it is.
_starts := object.union_n([{gate: {length: {substring(id, 0, half): {slug: {id: true}}}}} |
	some [slug, gate, id, length, half] in _ids
])

_ends := object.union_n([{gate: {length: {substring(id, length - half, half): {slug: {id: true}}}}} |
	some [slug, gate, id, length, half] in _ids
])

# Shorter ids resemble each other by chance.
_ids := [[slug, gate, id, length, floor((length - 1) / 2)] |
	some slug in pratique.workings.whitelists
	some gate, ids in data.pratique.whitelists[slug].exact
	some id, _ in ids
	length := count(id)
	length >= _shortest
	length <= _longest
]

_shortest := 5

_longest := 200

# Those with a half in common. Halves that very many have in common tell nothing.
default _similar(_, _) := set()

_similar(gate, trigger_id) := {[slug, id] |
	some length in numbers.range(count(trigger_id) - 1, count(trigger_id) + 1)
	half := floor((length - 1) / 2)
	some slugs in [
		object.get(_starts, [gate, length, substring(trigger_id, 0, half)], {}),
		object.get(_ends, [gate, length, substring(trigger_id, count(trigger_id) - half, half)], {}),
	]
	some slug, ids in slugs
	count(ids) <= 100
	some id, _ in ids
} if {
	count(trigger_id) >= _shortest
	count(trigger_id) <= _longest
}

_one_edit(a, b) if count(_places(a, b)) == 1

_one_edit(a, b) if {
	[i, j] := _places(a, b)
	j == i + 1
	a[i] == b[j]
	a[j] == b[i]
}

_one_edit(a, b) if _one_more(a, b)

_one_edit(a, b) if _one_more(b, a)

# Where letters of ids of one length differ.
_places(a, b) := [i | some i, letter in a; letter != b[i]] if count(a) == count(b)

# Whether a without one of its letters is b.
_one_more(a, b) if {
	count(a) == count(b) + 1
	some i in numbers.range(0, count(b))
	array.concat(array.slice(a, 0, i), array.slice(a, i + 1, count(a))) == b
}
