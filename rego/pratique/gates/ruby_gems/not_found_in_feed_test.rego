package pratique.gates.ruby_gems.not_found_in_feed_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.ruby_gems.not_found_in_feed

record := fixture.rule("ruby_gems", "not_found_in_feed")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "gem", "path": "/c"},
	{"name": "zz", "version": "1", "type": "gem", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

document := {"packages": installed, "feeds": {"gem": {"packages": {"rails": {"latest": null, "versions": []}}}}}

test_findings if {
	rack := fixture.hashed(record, "GEMNOTOFFICIAL Package (rack) in container but not in official GEM feed.", null)
	zz := fixture.fired(
		record,
		"GEMNOTOFFICIAL Package (zz) in container but not in official GEM feed.",
		"b92a9794ad684432a56961454901556d",
		null,
	)
	not_found_in_feed.findings(record, {}) == [rack, zz] with input as document
}

sections := {
	"absent": {},
	"null": {"packages": null, "feeds": null},
	"empty": {"packages": [], "feeds": {}},
	"no feed": {"packages": installed, "feeds": {"gem": null}},
	"an empty feed": {"packages": installed, "feeds": {"gem": {"synced_at": null, "packages": {}}}},
	"no packages": {"packages": [], "feeds": {"gem": {"packages": {"rack": {"latest": "9", "versions": []}}}}},
}

test_nothing[name] if {
	some name, none in sections
	not_found_in_feed.findings(record, {}) == [] with input as none
}
