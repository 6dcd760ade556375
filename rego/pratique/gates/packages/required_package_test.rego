package pratique.gates.packages.required_package_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.packages.required_package

record := fixture.rule("packages", "required_package")

document := {
	"image": {"distro": {"name": "debian"}},
	"packages": [
		{"name": "openssl", "version": "1.1.1n-0+deb11u3", "full_version": "1.1.1n-0+deb11u3", "type": "dpkg"},
		{"name": "twice", "version": "2", "full_version": "2", "type": "npm", "path": "/b"},
		{"name": "twice", "version": "1", "full_version": "1", "type": "npm", "path": "/a"},
		{"name": "bad", "version": "a:1", "full_version": "a:1", "type": "dpkg"},
	],
}

message := {
	"absent": "Required input package (nope) is not present in container image",
	"absent version": "Required input package (nope,1) is not present in container image",
	"other": concat("", [
		"Required input package (openssl) is present (1.1.1n-0+deb11u3), but not at the ",
		"version specified in policy (openssl)",
	]),
	"older": concat("", [
		"Required min-version input package (openssl) is present (1.1.1n-0+deb11u3), but ",
		"is lower version than what is specified in policy (3.0)",
	]),
}

cases := {
	"absent": {
		"params": {"name": "nope", "version_match_type": "exact"},
		"want": [fixture.fired(record, message.absent, "24956e333acb2553309baf342918e635", null)],
	},
	"absent, of an empty version": {
		"params": {"name": "nope", "version": "", "version_match_type": "minimum"},
		"want": [fixture.hashed(record, message.absent, null)],
	},
	"absent, of a version": {
		"params": {"name": "nope", "version": "1", "version_match_type": "minimum"},
		"want": [fixture.fired(record, message["absent version"], "5fe555621d9c306a26877a507390632d", null)],
	},
	"another case": {
		"params": {"name": "OpenSSL", "version_match_type": "exact"},
		"want": [fixture.hashed(record, "Required input package (OpenSSL) is not present in container image", null)],
	},
	"present": {"params": {"name": "openssl", "version_match_type": "exact"}, "want": []},
	"present, minimum": {"params": {"name": "openssl", "version_match_type": "minimum"}, "want": []},
	"exact": {
		"params": {"name": "openssl", "version": "1.1.1n-0+deb11u3", "version_match_type": "exact"},
		"want": [],
	},
	"not exact": {
		"params": {"name": "openssl", "version": "1.0", "version_match_type": "exact"},
		"want": [fixture.fired(record, message.other, "753ece13d0234a5192f06263e73c384a", null)],
	},
	"an empty version": {
		"params": {"name": "openssl", "version": "", "version_match_type": "exact"},
		"want": [fixture.fired(record, message.other, "753ece13d0234a5192f06263e73c384a", null)],
	},
	"the minimum": {
		"params": {"name": "openssl", "version": "1.1.1n-0+deb11u3", "version_match_type": "minimum"},
		"want": [],
	},
	"newer": {"params": {"name": "openssl", "version": "1.1.1", "version_match_type": "minimum"}, "want": []},
	"older": {
		"params": {"name": "openssl", "version": "3.0", "version_match_type": "minimum"},
		"want": [fixture.fired(record, message.older, "e597ed256f128fdc14fd82806aff4289", null)],
	},
	"the first counts": {
		"params": {"name": "twice", "version": "2", "version_match_type": "exact"},
		"want": [fixture.hashed(
			record,
			"Required input package (twice) is present (1), but not at the version specified in policy (twice)",
			null,
		)],
	},
	"no flavour": {
		"params": {"name": "twice", "version": "2", "version_match_type": "minimum"},
		"want": [fixture.raised(record, "unsupported distro, cannot compare package versions")],
	},
	"no flavour, the same": {"params": {"name": "twice", "version": "1", "version_match_type": "minimum"}, "want": []},
	"a bad version": {
		"params": {"name": "bad", "version": "1", "version_match_type": "minimum"},
		"want": [fixture.raised(record, `"a:1" has an epoch that is no number, or nothing after it`)],
	},
}

test_findings[name] if {
	some name, tc in cases
	required_package.findings(record, tc.params) == tc.want with input as document
}

# The versions of rpm that are compared: the whole one, and the one without the release
# (compatibility.md#minimum-without-release).
releases := {
	"the whole": {"version": "1.2.3-4.el8", "fires": false},
	"without the release": {"version": "1.2.3", "fires": false},
	"an older release": {"version": "1.2.3-1.el8", "fires": true},
}

test_releases[name] if {
	some name, tc in releases
	params := {"name": "p", "version": tc.version, "version_match_type": "minimum"}
	got := required_package.findings(record, params) with input as {
		"image": {"distro": {"name": "rocky"}},
		"packages": [{"name": "p", "version": "1.2.3", "release": "4.el8", "type": "rpm"}],
	}
	got == [finding |
		tc.fires
		finding := fixture.hashed(
			record,
			concat("", [
				"Required min-version input package (p) is present (1.2.3-4.el8), but is lower ",
				"version than what is specified in policy (1.2.3-1.el8)",
			]),
			null,
		)
	]
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	want := [fixture.fired(record, message.absent, "24956e333acb2553309baf342918e635", null)]
	some name, none in sections
	required_package.findings(record, {"name": "nope", "version_match_type": "exact"}) == want with input as none
}
