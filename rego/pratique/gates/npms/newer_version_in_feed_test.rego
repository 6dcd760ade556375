package pratique.gates.npms.newer_version_in_feed_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.npms.newer_version_in_feed

record := fixture.rule("npms", "newer_version_in_feed")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "npm", "path": "/c"},
	{"name": "zz", "version": "1", "type": "npm", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

document := {"packages": installed, "feeds": {"npm": {"packages": {
	"rack": {"latest": "2.2.3", "versions": []},
	"rails": {"latest": null, "versions": []},
	"zz": {"latest": "1", "versions": []},
}}}}

test_findings if {
	rack := fixture.fired(
		record,
		"NPMNOTLATEST Package (rack) version (2.2.2) installed but is not the latest version (2.2.3)",
		"980269ba62989e5aabe9e51bc0e23c3e",
		null,
	)
	rails := fixture.hashed(
		record,
		"NPMNOTLATEST Package (rails) version (9.9) installed but is not the latest version (None)",
		null,
	)
	newer_version_in_feed.findings(record, {}) == [rack, rack, rails] with input as document
}

sections := {
	"absent": {},
	"null": {"packages": null, "feeds": null},
	"empty": {"packages": [], "feeds": {}},
	"no feed": {"packages": installed, "feeds": {"npm": null}},
	"an empty feed": {"packages": installed, "feeds": {"npm": {"synced_at": null, "packages": {}}}},
	"no packages": {"packages": [], "feeds": {"npm": {"packages": {"rack": {"latest": "9", "versions": []}}}}},
}

test_nothing[name] if {
	some name, none in sections
	newer_version_in_feed.findings(record, {}) == [] with input as none
}
