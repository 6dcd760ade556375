package pratique.lib.version_apk_test

import data.pratique.lib.version_apk

# Arrays of two versions, the first pairs than the second.
pairs := [
	["1.2.3", "1.2.3-r0"],
	["1.2.3-r1", "1.2.3-r2"],
	["1.2.3_rc1", "1.2.3"],
	["1.2.3", "1.2.3_p1"],
	["1.2.3", "1.2.3a"],
	["1.2.3a", "1.2.3b"],
	["1.02", "1.1"],
	["1.002", "1.02"],
	["1.00", "1.0"],
	["1.00", "1.001"],
	["1.00-r1", "1.00-r2"],
	["1.2", "1.2.0"],
	["1_alpha", "1_beta"],
	["1_beta2", "1_pre1"],
	["1_rc1", "1_rc2"],
	["1_rc", "1_cvs"],
	["1_svn_git", "1_svn_hg"],
	["1_p", "1_p1"],
	["1_x", "1"],
	["1-r1", "1-r1_x"],
	["1-r1", "1-r1.2"],
	["1-r1-r1", "1-r1-r2"],
	["1a", "1a.1"],
	["1a1.2", "1a1.3"],
	["1", "1-x"],
	["", "1"],
	[".", ".1"],
	["1", "2"],
	["9", "10"],
	["99999999999999999999999", "100000000000000000000000"],
]

# Arrays of two versions, the first not pairs than the second.
not_lower := [
	["1.2.3-r2", "1.2.3-r1"],
	["1.2.3", "1.2.3_rc1"],
	["1.2.3_p1", "1.2.3"],
	["1.2.3a", "1.2.3"],
	["1.1", "1.02"],
	["1.0", "1.00"],
	["1", "1_x"],
	["1_x", "1_rc"],
	["1-r1_x", "1-r1"],
	["1a.1", "1a"],
	["1bb", "1b"],
	["1-x", "1"],
	["1.2%", "1.2"],
]

test_lower[name] if {
	some [a, b] in pairs
	name := sprintf("%s < %s", [a, b])
	version_apk.older(a, b)
}

test_not_lower[name] if {
	some [a, b] in not_lower
	name := sprintf("%s >= %s", [a, b])
	not version_apk.older(a, b)
}

# As long as a package database can make them.
test_long if {
	long := concat("", [part | some i in numbers.range(1, 20000); part := sprintf("%d.", [i % 7])])
	version_apk.older(concat("", [long, "1"]), concat("", [long, "2"]))
	not version_apk.older(concat("", [long, "2"]), concat("", [long, "1"]))
	digits := concat("", ["9" | some i in numbers.range(1, 20000)])
	version_apk.older(digits, concat("", [digits, "0"]))
}
