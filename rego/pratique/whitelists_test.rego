package pratique.whitelists_test

import data.pratique
import data.pratique.fixture_test as fixture

# 2024-03-15T12:00:00Z, the document's time.
now := 1710504000000000000

item(index, parts) := object.union(
	{"index": index, "id": sprintf("i%d", [index]), "pointer": sprintf("/items/%d", [index])},
	parts,
)

pattern(index, re2) := item(index, {"gate": "files", "re2": re2})

module(id, exact, patterns) := {
	"whitelist": {"id": id, "name": null, "pointer": "/whitelists/0"},
	"exact": exact,
	"patterns": patterns,
}

until(index, ns) := item(index, {"expires": "T", "expires_ns": ns})

# The whitelists in the mapping's order -> for each of the trigger ids a and b the whitelist and
# item that match, null for none.
cases := {
	"no whitelist": {"whitelists": [], "want": [null, null]},
	"empty": {"whitelists": [module("w", {}, [])], "want": [null, null]},
	"exact": {"whitelists": [module("w", {"files": {"a": [item(0, {})]}}, [])], "want": [["w", "i0"], null]},
	"another gate": {"whitelists": [module("w", {"metadata": {"a": [item(0, {})]}}, [])], "want": [null, null]},
	"item without id": {
		"whitelists": [module("w", {"files": {"a": [item(0, {"id": null})]}}, [])],
		"want": [["w", null], null],
	},
	"pattern": {"whitelists": [module("w", {}, [pattern(0, `\Ab\n?\z`)])], "want": [null, ["w", "i0"]]},
	"pattern of another gate": {
		"whitelists": [module("w", {}, [object.union(pattern(0, `\A.*`), {"gate": "metadata"})])],
		"want": [null, null],
	},
	"the first item": {
		"whitelists": [
			module("w", {"files": {"a": [item(1, {}), item(3, {})], "b": [item(2, {})]}}, [pattern(0, `\Aa`), pattern(4, `\A`)]),
		],
		"want": [["w", "i0"], ["w", "i2"]],
	},
	"the first whitelist": {
		"whitelists": [
			module("w1", {"files": {"b": [item(5, {})]}}, []),
			module("w2", {"files": {"a": [item(0, {})]}}, [pattern(1, `\A`)]),
		],
		"want": [["w2", "i0"], ["w1", "i5"]],
	},
	"expired": {
		"whitelists": [module("w", {"files": {"a": [until(0, now - 1)], "b": [until(1, now)]}}, [])],
		"want": [null, null],
	},
	"not expired": {
		"whitelists": [module("w", {"files": {"a": [until(0, now + 1)]}}, [])],
		"want": [["w", "i0"], null],
	},
	"an expired item before another": {
		"whitelists": [module("w", {"files": {"a": [until(0, now), item(1, {})]}}, [])],
		"want": [["w", "i1"], null],
	},
	"an expired pattern before another": {
		"whitelists": [
			module("w", {}, [object.union(pattern(0, `\A`), {"expires_ns": now, "expires": "T"}), pattern(1, `\Aa`)]),
		],
		"want": [["w", "i1"], null],
	},
}

mapped(modules) := fixture.bundle({"mapping": {"whitelists": [sprintf("s%d", [i]) | some i, _ in modules]}})

named(modules) := {sprintf("s%d", [i]): whitelist | some i, whitelist in modules}

expected(trigger_id, null) := fixture.finding("p1", 0, "stop", trigger_id)

expected(trigger_id, [whitelist_id, item_id]) := object.union(
	fixture.finding("p1", 0, "go", trigger_id),
	{"whitelisted": {
		"whitelist_id": whitelist_id,
		"whitelist_name": null,
		"matched_rule_id": item_id,
	}},
)

test_findings[name] if {
	some name, tc in cases
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(tc.whitelists)
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a", "b"]}])}
		with data.pratique.whitelists as named(tc.whitelists)
	got.findings == [expected("a", tc.want[0]), expected("b", tc.want[1])]
	got.errors == []
}

test_action if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["s0"])
		with data.pratique.policies as {
			"p1": fixture.policy("p1", [{"fires": ["a", "b"]}, {"action": "warn", "fires": ["c"]}]),
		}
		with data.pratique.whitelists as {"s0": module("w", {}, [pattern(0, `\A(?:a|b)`)])}
	[got.final_action, got.policies[0].final_action] == ["warn", "warn"]
}

# The $ of the item's pattern stands before a last line end too.
test_last_line_end if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["s0"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a\n", "b\n\n"]}])}
		with data.pratique.whitelists as {"s0": module("w", {"files": {"a": [item(0, {})], "b": [item(1, {})]}}, [])}
	[finding.action | some finding in got.findings] == ["go", "stop"]
}

# A long whitelist, of which the index alone says what is tried: items 0 to 4 match, and so would item 5.
test_index if {
	texts := [`\Aab.*`, `\A.*yz\n?\z`, `\A.*mno.*`, `\A[a-z]+\n?\z`, `\A.*\xe9\n?\z`, `\Ann`]
	long := object.union(module("w", {}, [pattern(i, text) | some i, text in texts]), {
		"expiring": [],
		"broken": [],
		"index": {
			"files": {
				"prefixes": [{"length": 2, "places": {"ab": [0]}}, {"length": 3, "places": {"abc": [0], "zzz": [5]}}],
				"suffixes": [{"length": 1, "places": {"é": [4]}}, {"length": 2, "places": {"yz": [1]}}],
				"parts": [{"length": 3, "places": {"mno": [2]}}],
				"others": [3],
			},
			"metadata": {"prefixes": [], "suffixes": [], "parts": [], "others": [5]},
		},
	})
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["s0"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": [
			"ab", "a", "_yz", "_yz\n", "_mno_", "mn", "_é", "xy", "nn", "N",
		]}])}
		with data.pratique.whitelists as {"s0": long}
	[_item_of(finding.whitelisted) | some finding in got.findings] == [
		"i0", "i3", "i1", "i1", "i2", "i3", "i4", "i3", "i3", null,
	]
	got.errors == []
}

_item_of(null) := null

_item_of(whitelisted) := whitelisted.matched_rule_id

test_invalid_item_of_a_long_whitelist if {
	long := object.union(module("w", {}, [pattern(1, `\A`), bad(0)]), {"broken": [bad(0)], "expiring": [], "index": {}})
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(["s0"])
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a"]}])}
		with data.pratique.whitelists as {"s0": long}
	[error.kind | some error in got.errors] == ["WhitelistItemError"]
}

bad(index) := item(index, {"gate": "files", "error": "missing )"})

# What stands in the whitelists -> is the bad item ever compared with a finding
invalid := {
	"alone": {"whitelists": [module("w", {}, [bad(0)])], "reached": true},
	"no finding of its gate": {
		"whitelists": [module("w", {}, [object.union(bad(0), {"gate": "metadata"})])],
		"reached": false,
	},
	"expired": {
		"whitelists": [module("w", {}, [object.union(bad(0), {"expires": "T", "expires_ns": now})])],
		"reached": false,
	},
	"after an item for all": {"whitelists": [module("w", {}, [pattern(0, `\A`), bad(1)])], "reached": false},
	"before an item for all": {"whitelists": [module("w", {}, [bad(0), pattern(1, `\A`)])], "reached": true},
	"after an item for one": {"whitelists": [module("w", {"files": {"a": [item(0, {})]}}, [bad(1)])], "reached": true},
	"after a whitelist for all": {
		"whitelists": [module("w1", {}, [pattern(7, `\A`)]), module("w2", {}, [bad(0)])],
		"reached": false,
	},
}

test_invalid_item[name] if {
	some name, tc in invalid
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as mapped(tc.whitelists)
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a", "b"]}])}
		with data.pratique.whitelists as named(tc.whitelists)
	got.errors == [error |
		tc.reached
		some list in tc.whitelists
		some broken in list.patterns
		broken.error
		error := fixture.error({
			"rule_id": broken.id,
			"gate": "files",
			"kind": "WhitelistItemError",
			"message": "a whitelist item cannot be compared with findings: missing )",
			"pointer": broken.pointer,
		})
	]
}
