package pratique.warnings_test

import data.pratique
import data.pratique.fixture_test as fixture

now := 1710504000000000000

day := (((24 * 3600) * 1000) * 1000) * 1000

fires := {"p1": fixture.policy("p1", [{"fires": ["a"]}])}

test_translation if {
	warning := {"kind": "unknown_key", "message": "m", "pointer": "/policies/0/x"}
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle({"warnings": [warning]})
		with data.pratique.policies as fires
	got.warnings == [warning]
}

sections := {
	"absent": object.remove(fixture.document, ["files"]),
	"null": object.union(fixture.document, {"files": null}),
	"absent and looked for": object.union(
		object.remove(fixture.document, ["files"]),
		{"searched": {"sections": ["files"]}},
	),
}

test_section_absent[name] if {
	some name, document in sections
	got := pratique.decision with input as document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as fires
	got.warnings == [
		{"kind": "section_absent", "message": "the input document has no section files, which rules read", "pointer": null},
	]
}

test_input_invalid if {
	got := pratique.decision with input as "x"
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as fires
	[warning.kind | some warning in got.warnings] == ["input_invalid", "section_absent"]
}

item(index, expires_ns) := {
	"index": index,
	"id": null,
	"pointer": sprintf("/items/%d", [index]),
	"expires": sprintf("T%d", [index]),
	"expires_ns": expires_ns,
}

forever(index) := {"index": index, "id": null, "pointer": sprintf("/items/%d", [index])}

whitelist := {
	"whitelist": {"id": "w", "name": "W", "pointer": "/whitelists/0"},
	"exact": {
		"files": {"a": [item(3, now + day), forever(4)], "b": [item(1, now)], "c": [item(5, now + (31 * day))]},
		"metadata": {"d": [forever(6)]},
	},
	"patterns": [
		object.union(item(0, now - day), {"gate": "files", "re2": `\A`}),
		object.union(item(2, now + (30 * day)), {"gate": "files", "re2": `\Ax`}),
		object.union(forever(7), {"gate": "files", "re2": `\Ax`}),
	],
}

expiry(kind, index) := {
	"kind": kind,
	"message": sprintf("a whitelist item expires at T%d", [index]),
	"pointer": sprintf("/items/%d", [index]),
}

test_whitelist if {
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle({"mapping": {"whitelists": ["w"]}})
		with data.pratique.policies as fires
		with data.pratique.whitelists as {"w": whitelist}
	got.warnings == [
		expiry("whitelist_item_expired", 0),
		expiry("whitelist_item_expired", 1),
		expiry("whitelist_item_expires_soon", 2),
		expiry("whitelist_item_expires_soon", 3),
		{
			"kind": "whitelist_item_unused",
			"message": "6 of 7 items of whitelist w matched no finding",
			"pointer": "/whitelists/0",
		},
	]
}

# Of a long whitelist the list of those that expire is looked at, and nothing else.
test_long_whitelist if {
	long := object.union(whitelist, {"expiring": [item(3, now + day)], "broken": [], "index": {}})
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle({"mapping": {"whitelists": ["w"]}})
		with data.pratique.policies as fires
		with data.pratique.whitelists as {"w": long}
	[warning.message | some warning in got.warnings] == [
		"a whitelist item expires at T3",
		"6 of 7 items of whitelist w matched no finding",
	]
}

test_whitelist_used if {
	used := {"whitelist": whitelist.whitelist, "exact": {"files": {"a": [forever(0)]}}, "patterns": []}
	got := pratique.decision with input as fixture.document
		with data.pratique.bundle as fixture.bundle({"mapping": {"whitelists": ["w"]}})
		with data.pratique.policies as fires
		with data.pratique.whitelists as {"w": used}
	got.warnings == []
}
