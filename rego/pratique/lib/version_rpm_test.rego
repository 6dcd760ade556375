package pratique.lib.version_rpm_test

import data.pratique.lib.version_rpm

# Arrays of two versions, the first pairs than the second.
pairs := [
	["1.2.3", "1.2.3-4.el8"],
	["1.2.3-1", "1.2.3-2"],
	["1.0", "1.0~rc1"],
	["10:1", "9:2"],
	["1:1", "2"],
	["1:1", "1:2"],
	["0", "a"],
	["0.0a", "ab"],
	["0.0b", "0c"],
	["1.2", "1.2.0"],
	["1", "1."],
	["1..", "1.x"],
	["", "."],
	["1.2-", "1.2-1"],
	["9", "10"],
	["99999999999999999999999", "100000000000000000000000"],
	["00", "0.1"],
	["0.0", "0a"],
]

# Arrays of two versions, the first not pairs than the second.
not_lower := [
	["1.2.3", "1.2.2-9"],
	["1.0~rc1", "1.0"],
	["1.0.rc1", "1.0.1"],
	["1.0.1", "1.0.rc1"],
	["9:2", "10:1"],
	["1.01", "1.1"],
	["1.1", "1.01"],
	["a", "1"],
	["1", "a"],
	["0.0.1", "a"],
	["0a", "a"],
	["0a", "0.0b"],
	["0.0b", "0a"],
	["1.0", "a"],
	["1.2.0", "1.2"],
	["1.", "1"],
	["1.-1", "1-2"],
	["1.", "1.."],
	[".", ""],
	["a.", "a"],
	["a.", "a-b"],
	["0", "0"],
]

test_lower[name] if {
	some [a, b] in pairs
	name := sprintf("%s < %s", [a, b])
	version_rpm.older(a, b)
}

test_not_lower[name] if {
	some [a, b] in not_lower
	name := sprintf("%s >= %s", [a, b])
	not version_rpm.older(a, b)
}

# As long as a package database can make them.
test_long if {
	long := concat("", [part | some i in numbers.range(1, 20000); part := sprintf("%d.", [i % 7])])
	version_rpm.older(concat("", [long, "1"]), concat("", [long, "2"]))
	not version_rpm.older(concat("", [long, "2"]), concat("", [long, "1"]))
	digits := concat("", ["9" | some i in numbers.range(1, 20000)])
	version_rpm.older(digits, concat("", [digits, "0"]))
}
