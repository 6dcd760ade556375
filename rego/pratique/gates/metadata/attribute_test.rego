package pratique.gates.metadata.attribute_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.metadata.attribute

record := fixture.rule("metadata", "attribute")

document := {
	"image": {
		"size": 7000000,
		"architecture": "amd64",
		"os": null,
		"distro": {"name": "debian", "version": "11", "like": null},
		"layers": [{}],
	},
	"matches": {"(?!a)": ["debian"], "(?!d)": []},
}

fires(name, check, value, image_value) := [fixture.hashed(
	record,
	sprintf("Attribute check for attribute: '%s' check: '%s' check_value: '%v' matched image value: '%v'", [
		name,
		check,
		value,
		image_value,
	]),
	null,
)]

# attribute, check, value, what the image has or null for no finding
cases := [
	["size", ">", 1048576, 7000000],
	["size", ">", 7000000, null],
	["size", ">=", 7000000, 7000000],
	["size", "<", 7000001, 7000000],
	["size", "<=", 7000000, 7000000],
	["size", "=", 7000000, 7000000],
	["size", "!=", 1, 7000000],
	["size", "exists", 1, 7000000],
	["size", "not_exists", 1, null],
	["layer_count", "=", 1, 1],
	["layer_count", "<", 1, null],
	["distro", "=", "debian", "debian"],
	["distro", "=", "", null],
	["distro", "!=", "", null],
	["distro", "in", "ubuntu , debian", "debian"],
	["distro", "in", "ubuntu", null],
	["distro", "not_in", "ubuntu", "debian"],
	["distro", "not_in", "debian", null],
	["like_distro", "=", "debian", "debian"],
	["distro_version", "<", "9", "11"],
	["distro_version", ">", "9", null],
	["os_type", "!=", "linux", "None"],
	["os_type", "=", "linux", null],
	["os_type", "in", "linux", null],
	["os_type", "not_in", "linux", "None"],
	["os_type", "exists", "", null],
	["os_type", "not_exists", "", "None"],
	["os_type", ">", "", null],
	["os_type", "like", "", null],
]

test_findings[name] if {
	some [key, check, value, image_value] in cases
	name := sprintf("%s %s %v", [key, check, value])
	got := attribute.findings(
		record,
		object.union({"attribute": key, "check": check, "value": value}, pattern(check, value)),
	) with input as document
	got == [finding | image_value != null; some finding in fires(key, check, value, image_value)]
}

pattern(check, value) := {"value_pattern": {"re2": sprintf(`\A(?:%s)`, [value])}} if check in {"like", "not_like"}

pattern(check, _) := {} if not check in {"like", "not_like"}

likes := {
	"like": {"check": "like", "value": "deb", "pattern": {"re2": `\A(?:deb)`}, "fires": true},
	"like, not": {"check": "like", "value": "ian", "pattern": {"re2": `\A(?:ian)`}, "fires": false},
	"not_like": {"check": "not_like", "value": "ian", "pattern": {"re2": `\A(?:ian)`}, "fires": true},
	"not_like, not": {"check": "not_like", "value": "deb", "pattern": {"re2": `\A(?:deb)`}, "fires": false},
	"like in Python": {"check": "like", "value": "(?!a)", "pattern": {"python": "(?!a)"}, "fires": true},
	"not_like in Python": {"check": "not_like", "value": "(?!d)", "pattern": {"python": "(?!d)"}, "fires": true},
}

test_like[name] if {
	some name, tc in likes
	params := {"attribute": "distro", "check": tc.check, "value": tc.value, "value_pattern": tc.pattern}
	got := attribute.findings(record, params) with input as document
	got == [finding | tc.fires; some finding in fires("distro", tc.check, tc.value, "debian")]
}

raising := {
	"no value to order": {
		"params": {"attribute": "os_type", "check": "<", "value": "linux"},
		"cause": "the image has no os_type to compare with '<'",
	},
	"no value to match": {
		"params": {"attribute": "os_type", "check": "not_like", "value": "l", "value_pattern": {"re2": `\A(?:l)`}},
		"cause": "the image has no os_type to compare with 'not_like'",
	},
	"a number to match": {
		"params": {"attribute": "size", "check": "like", "value": 1, "value_pattern": {"re2": `\A(?:1)`}},
		"cause": "'like' compares texts, and size is a number",
	},
	"a number to find": {
		"params": {"attribute": "layer_count", "check": "not_in", "value": 1},
		"cause": "'not_in' compares texts, and layer_count is a number",
	},
	"a bad expression": {
		"params": {"attribute": "distro", "check": "like", "value": "(", "value_pattern": {"error": "missing )"}},
		"cause": "missing )",
	},
}

test_error[name] if {
	some name, tc in raising
	attribute.findings(record, tc.params) == [fixture.raised(record, tc.cause)] with input as document
}

sections := {"absent": {}, "null": {"image": null}, "empty": {"image": {}}}

test_no_image[name] if {
	some name, none in sections
	got := attribute.findings(record, {"attribute": "distro", "check": "=", "value": "Unknown"}) with input as none
	got == fires("distro", "=", "Unknown", "Unknown")
}

incomplete := {
	"no value": {"attribute": "distro", "check": "exists"},
	"no check": {"attribute": "distro", "value": "debian"},
	"another check": {"attribute": "distro", "value": "debian", "check": "~"},
	"another attribute": {"attribute": "colour", "value": "red", "check": "="},
	"no pattern": {"attribute": "distro", "value": "debian", "check": "like"},
}

test_incomplete[name] if {
	some name, params in incomplete
	not attribute.findings(record, params) with input as document
}

test_floating_point if {
	got := attribute.findings(
		record,
		{"attribute": "size", "check": ">", "value": 1048576},
	) with input as {"image": {"size": 1.87654321e+08}}
	got == fires("size", ">", 1048576, 187654321)
}

# The trigger ids of Anchore's documentation.
test_trigger_ids if {
	size := attribute.findings(record, {"attribute": "size", "check": ">", "value": 1048576}) with input as document
	distro := attribute.findings(record, {"attribute": "distro", "check": "=", "value": "debian"}) with input as document
	os := attribute.findings(record, {"attribute": "os_type", "check": "!=", "value": "linux"}) with input as document
	[finding.trigger_id | some list in [size, distro, os]; some finding in list] == [
		"597be52d82adf1fe3207744fa35f7f91",
		"928b8f0784891909924a08e7891beb35",
		"a8800d60b6e448c5d67f983115c9f6d6",
	]
}

subjects := {"distro": {"debian"}, "os_type": set(), "size": set(), "layer_count": set()}

test_subjects[attribute_name] if {
	some attribute_name, want in subjects
	attribute.value_subjects({"attribute": attribute_name}) == want with input as document
}
