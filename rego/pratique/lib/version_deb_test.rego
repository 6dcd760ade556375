package pratique.lib.version_deb_test

import data.pratique.lib.version_deb

# Arrays of two versions, the first pairs than the second.
pairs := [
	["1.0-1", "1.0-2"],
	["1:1.0", "2.0"],
	["1:1.0", "1:1.1"],
	["01:1.0", "1:1.1"],
	["1.0~rc1", "1.0"],
	["1.0", "1.0a"],
	["1.0a", "1.0+"],
	["1.0", "1.0+dfsg"],
	["1.0~~", "1.0~"],
	["1.9", "1.10"],
	["1.2", "1.2.3"],
	["1", "a"],
	["", "1"],
	[" 1 ", "2"],
	["1.0-1-1", "1.0-1-2"],
	["99999999999999999999999", "100000000000000000000000"],
	["1.0é", "1.0+"],
]

# Arrays of two versions, the first not pairs than the second.
not_lower := [
	["1:1.0", "2:0.5"],
	["2:0.5", "1:1.0"],
	["1.0", "1.0~rc1"],
	["1.0", "1.0-0"],
	["1.0-0", "1.0"],
	["1.0", "1.00"],
	["1.2.3", "1.2"],
	["a", "1"],
	["0:9", "1:0"],
]

test_lower[name] if {
	some [a, b] in pairs
	name := sprintf("%s < %s", [a, b])
	version_deb.older(a, b)
}

test_not_lower[name] if {
	some [a, b] in not_lower
	name := sprintf("%s >= %s", [a, b])
	not version_deb.older(a, b)
}

# As long as a package database can make them.
test_long if {
	long := concat("", [part | some i in numbers.range(1, 20000); part := sprintf("%d.", [i % 7])])
	version_deb.older(concat("", [long, "1"]), concat("", [long, "2"]))
	not version_deb.older(concat("", [long, "2"]), concat("", [long, "1"]))
	digits := concat("", ["9" | some i in numbers.range(1, 20000)])
	version_deb.older(digits, concat("", [digits, "0"]))
}

problems := {"a:1", ":1", "-1:1", "1:", "1:1:", "1_:1", " :1"}

test_problem[version] if {
	some version in problems
	version_deb.problem(version) == sprintf(
		"%s has an epoch that is no number, or nothing after it",
		[json.marshal(version)],
	)
	not version_deb.older(version, "9:9")
	not version_deb.older("0:0", version)
}

test_no_problem[version] if {
	some version in {"", "1", "1:1", " 1 :1", "+1:1", "-0:1", "-0_0:1", "1_0:1", "001:1"}
	not version_deb.problem(version)
}
