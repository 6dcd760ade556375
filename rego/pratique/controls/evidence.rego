# METADATA
# title: What other tools say of a control
# description: >-
#   A control names checks of other tools in `evidence`: {"tool", and "id" or "title", "benchmark"}.
#   They fill what the rules leave unknown or to a person; where the rules decide, the rules hold,
#   and what contradicts them is shown. No result is never a pass.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.controls.evidence

import data.pratique.lib.evidence

# METADATA
# title: The results that the control's references select
# description: >-
#   Each has the tool, the file, the result's id, title, status, reason, when it was made, and
#   `doubts`, sentences that keep it from deciding anything.
results(control) := [told |
	some place in _places(control)
	item := input.evidence[place[0]]
	result := item.results[place[1]]
	told := {
		"tool": item.tool,
		"version": object.get(item, "version", null),
		"file": object.get(item, "file", ""),
		"id": result.id,
		"title": object.get(result, "title", null),
		"status": result.status,
		"reason": object.get(result, "reason", null),
		"finished_at": object.get(item, "finished_at", null),
		"doubts": _doubts(item, result),
	}
]

_doubts(item, result) := evidence.doubts_of_failures(item) if {
	result.status == "fail"
} else := array.concat(evidence.doubts(item), [text |
	result.status == "not_applicable"
	object.get(item.subject, "judged", null) != true
	text := sprintf(
		"%s says that %s does not apply, and it is not known whether it is about what is checked",
		[evidence.name(item), result.id],
	)
])

# METADATA
# title: What the results come to
# description: >-
#   `state` is pass, fail, not_applicable or unknown; null where there are none. `reasons` say why it
#   is unknown.
verdict(told) := {"state": null, "reasons": []} if {
	count(told) == 0
} else := {"state": "fail", "reasons": []} if {
	some result in told
	result.status == "fail"
	count(result.doubts) == 0
} else := {"state": "unknown", "reasons": reasons} if {
	reasons := array.concat(
		_once([doubt | some result in told; some doubt in result.doubts]),
		[sprintf("%s: %s is %s", [result.tool, result.id, replace(result.status, "_", " ")]) |
			some result in told
			not result.status in {"pass", "fail", "not_applicable"}
		],
	)
	count(reasons) > 0
} else := {"state": "not_applicable", "reasons": []} if {
	every result in told {
		result.status == "not_applicable"
	}
} else := {"state": "pass", "reasons": []}

_once(texts) := [text | some i, text in texts; not text in array.slice(texts, 0, i)]

# METADATA
# title: What tools say against the state of a control
# description: "`by` is who has decided it: rules, attestation or evidence; null for nobody."
contradictions(by, state, told) := [text |
	some result in told
	count(result.doubts) == 0
	_contradicts(state, result.status)
	text := sprintf(
		"%s says %s of %s, %s %s",
		[result.tool, result.status, result.id, _deciders[by], replace(state, "_", " ")],
	)
]

_deciders := {"rules": "the rules say", "attestation": "the attestation says", "evidence": "another tool says"}

_contradicts("pass", "fail")

_contradicts("fail", "pass")

_contradicts("not_applicable", "fail")

_places(control) := sort({place |
	some reference in object.get(control, "evidence", [])
	some place in _index[_key(reference)]
	_of_benchmark(input.evidence[place[0]], reference)
})

_key(reference) := ["id", lower(reference.tool), reference.id] if {
	reference.id
} else := ["title", lower(reference.tool), plain(reference.title)]

# Keys of the results -> their places. A comprehension that OPA indexes, since there may be many.
_index := {key: places |
	some key in {key | some item in input.evidence; some result in item.results; some key in _keys(item, result)}
	places := [[i, j] |
		some i, item in input.evidence
		some j, result in item.results
		some other in _keys(item, result)
		other == key
	]
}

_keys(item, result) := {["id", lower(item.tool), id] |
	some id in array.concat([result.id, object.get(result, "short", null)], object.get(result, ["idents", "cis"], []))
	is_string(id)
} | {["title", lower(item.tool), plain(title)] |
	title := object.get(result, "title", null)
	is_string(title)
}

# METADATA
# title: A title as it is compared
# description: >-
#   Without the number before it and the word in parentheses after it, which change between versions
#   of a tool, and without case, quotes and points.
plain(title) := trim_space(regex.replace(
	regex.replace(
		regex.replace(lower(title), `\s*\((automated|manual|scored|not scored)\)\s*$`, ""),
		`^\d+(\.\d+)+\s+`,
		"",
	),
	"[^a-z0-9/]+", " ",
))

_of_benchmark(_, reference) if not reference.benchmark

_of_benchmark(item, reference) if lower(item.benchmark.id) == lower(reference.benchmark)

# "CIS Docker 1.6" means 1.6 and 1.6.0, not 1.60.
_of_benchmark(item, reference) if {
	name := lower(sprintf("%s %s.", [item.benchmark.title, item.benchmark.version]))
	startswith(name, lower(sprintf("%s.", [reference.benchmark])))
}
