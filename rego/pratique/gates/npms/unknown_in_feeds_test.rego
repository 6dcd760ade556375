package pratique.gates.npms.unknown_in_feeds_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.npms.unknown_in_feeds

record := fixture.rule("npms", "unknown_in_feeds")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "npm", "path": "/c"},
	{"name": "zz", "version": "1", "type": "npm", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

document := {"packages": installed, "feeds": {"npm": {"packages": {"rails": {"latest": null, "versions": []}}}}}

test_findings if {
	rack := fixture.hashed(record, "NPMNOTOFFICIAL Package (rack) in container but not in official NPM feed.", null)
	zz := fixture.fired(
		record,
		"NPMNOTOFFICIAL Package (zz) in container but not in official NPM feed.",
		"c99574b69437d7e64efa66088f193ea8",
		null,
	)
	unknown_in_feeds.findings(record, {}) == [rack, zz] with input as document
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
	unknown_in_feeds.findings(record, {}) == [] with input as none
}
