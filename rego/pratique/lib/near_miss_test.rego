package pratique.lib.near_miss_test

import data.pratique.fixture_test as fixture
import data.pratique.lib.near_miss

# 2024-03-15T12:00:00Z, the document's time.
now := 1710504000000000000

item(index, parts) := object.union(
	{"index": index, "id": sprintf("i%d", [index]), "pointer": sprintf("/items/%d", [index])},
	parts,
)

gone := {"expires": "T", "expires_ns": now}

module(exact, patterns) := {
	"whitelist": {"id": "w", "name": "W", "pointer": "/whitelists/0"},
	"exact": exact,
	"patterns": patterns,
}

hash := "41cb7cdf04850e33a11f80c42bf660b3"

# Trigger id of the finding, the module of the mapping's whitelist, that of another -> differences and items
cases := {
	"nothing": {"id": hash, "module": module({}, []), "want": []},
	"far away": {
		"id": hash,
		"module": module({"files": {"51cb7cdf04850e33a11f80c42bf660b4": [item(0, {})]}}, []),
		"want": [],
	},
	"expired": {
		"id": hash,
		"module": module({"files": {hash: [item(0, gone)]}}, []),
		"want": [["expired", "i0", hash, "T"]],
	},
	"expired pattern": {
		"id": hash,
		"module": module(
			{},
			[
				object.union(item(0, gone), {"gate": "files", "re2": `\A41`}),
				object.union(item(1, gone), {"gate": "npms", "re2": `\A41`}),
			],
		),
		"want": [["expired", "i0", null, "T"]],
	},
	"broken pattern": {"id": hash, "module": module({}, [item(0, {"gate": "files", "error": "so"})]), "want": []},
	"gate": {"id": hash, "module": module({"npms": {hash: [item(0, {})]}}, []), "want": [["gate", "i0", hash, null]]},
	"blanks": {
		"id": hash,
		"module": module({"files": {sprintf(" %s ", [hash]): [item(0, {})]}}, []),
		"want": [["blanks", "i0", sprintf(" %s ", [hash]), null]],
	},
	"case": {
		"id": hash,
		"module": module({"files": {upper(hash): [item(0, {})]}}, []),
		"want": [["case", "i0", upper(hash), null]],
	},
	"case and a blank": {
		"id": "abcde",
		"module": module({"files": {"ABCDE ": [item(0, {})]}}, []),
		"want": [["case", "i0", "ABCDE ", null]],
	},
	"a letter more": {
		"id": "abcdefg",
		"module": module({"files": {"abcdeefg": [item(0, {})]}}, []),
		"want": [["edit", "i0", "abcdeefg", null]],
	},
	"a letter less": {
		"id": "abcdefg",
		"module": module({"files": {"bcdefg": [item(0, {})]}}, []),
		"want": [["edit", "i0", "bcdefg", null]],
	},
	"another letter": {
		"id": "abcdefg",
		"module": module({"files": {"abcdefx": [item(0, {})]}}, []),
		"want": [["edit", "i0", "abcdefx", null]],
	},
	"letters swapped": {
		"id": "abcdefg",
		"module": module({"files": {"abdcefg": [item(0, {})]}}, []),
		"want": [["edit", "i0", "abdcefg", null]],
	},
	"two other letters": {"id": "abcdefg", "module": module({"files": {"abcdxxg": [item(0, {})]}}, []), "want": []},
	"letters swapped over a third": {
		"id": "abcdefg",
		"module": module({"files": {"abedcfg": [item(0, {})]}}, []),
		"want": [],
	},
	"too short": {"id": "abcd", "module": module({"files": {"abce": [item(0, {})]}}, []), "want": []},
	"too long": {
		"id": concat("", [hash | some _ in numbers.range(1, 10)]),
		"module": module(
			{"files": {sprintf("%sx", [concat("", [hash | some _ in numbers.range(1, 10)])]): [item(0, {})]}},
			[],
		),
		"want": [],
	},
	"in order": {
		"id": "abcdefg",
		"module": module(
			{
				"files": {"abcdefx": [item(0, {})], "ABCDEFG": [item(1, {})], "abcdefg": [item(2, gone)]},
				"npms": {"abcdefg": [item(3, {})]},
			},
			[],
		),
		"want": [
			["expired", "i2", "abcdefg", "T"],
			["gate", "i3", "abcdefg", null],
			["case", "i1", "ABCDEFG", null],
			["edit", "i0", "abcdefx", null],
		],
	},
	"two digits more": {
		"id": "abcdefg",
		"module": module({"files": {sprintf("abcdef%d", [i]): [item(i, {})] | some i in numbers.range(10, 19)}}, []),
		"want": [],
	},
}

finding(id) := fixture.finding("p1", 0, "stop", id)

misses(id, modules) := result if {
	result := near_miss.misses(finding(id)) with input as fixture.document
		with data.pratique.bundle as fixture.bundle({"mapping": {"whitelists": ["w"]}})
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": [id]}])}
		with data.pratique.whitelists as modules
}

test_misses[name] if {
	some name, tc in cases
	got := misses(tc.id, {"w": tc.module})
	[[miss.difference, miss.item_id, miss.trigger_id, miss.expires] | some miss in got] == tc.want
}

test_record if {
	[miss] := misses("abcdefg", {"w": module({"npms": {"abcdefg": [item(0, {})]}}, [])})
	miss == {
		"difference": "gate",
		"whitelist_id": "w",
		"whitelist_name": "W",
		"item_id": "i0",
		"pointer": "/items/0",
		"gate": "npms",
		"trigger_id": "abcdefg",
		"expires": null,
	}
}

test_other_whitelist if {
	other := object.union(
		module({"files": {hash: [item(0, {})]}}, [item(1, {"gate": "files", "re2": `\A4`})]),
		{"whitelist": {"id": "o"}},
	)
	got := misses(hash, {"w": module({}, []), "o": other})
	[[miss.difference, miss.whitelist_id, miss.item_id] |
		some miss in got
	] == [["other_whitelist", "o", "i0"], ["other_whitelist", "o", "i1"]]
}

test_other_whitelist_expired if {
	other := object.union(module({"files": {hash: [item(0, gone)]}}, []), {"whitelist": {"id": "o"}})
	misses(hash, {"w": module({}, []), "o": other}) == []
}

# Ten at most of those that differ alike, in the order of their places.
test_at_most_ten if {
	letters := split("hijklmnopqrs", "")
	ids := {sprintf("abcdef%s", [letter]): [item(i, {})] | some i, letter in letters}
	got := misses("abcdefg", {"w": module({"files": ids}, [])})
	[miss.item_id | some miss in got] == [sprintf("i%d", [i]) | some i in numbers.range(0, 9)]
}

# A half that very many ids have in common tells nothing.
test_crowd if {
	ids := {sprintf("abcdefghij%d", [i]): [item(i, {})] | some i in numbers.range(10000, 10200)}
	misses("abcdefghij10250", {"w": module({"files": ids}, [])}) == []
}
