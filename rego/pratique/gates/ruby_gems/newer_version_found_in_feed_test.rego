package pratique.gates.ruby_gems.newer_version_found_in_feed_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.ruby_gems.newer_version_found_in_feed

record := fixture.rule("ruby_gems", "newer_version_found_in_feed")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "gem", "path": "/c"},
	{"name": "zz", "version": "1", "type": "gem", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

document := {"packages": installed, "feeds": {"gem": {"packages": {
	"rack": {"latest": "2.2.3", "versions": []},
	"rails": {"latest": null, "versions": []},
	"zz": {"latest": "1", "versions": []},
}}}}

test_findings if {
	rack := fixture.fired(
		record,
		"Package (rack) version (2.2.2) installed but is not the latest version (2.2.3)",
		"d33063ba22f416a50f60c2d70be01218",
		null,
	)
	rails := fixture.hashed(
		record,
		"Package (rails) version (9.9) installed but is not the latest version (None)",
		null,
	)
	newer_version_found_in_feed.findings(record, {}) == [rack, rack, rails] with input as document
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
	newer_version_found_in_feed.findings(record, {}) == [] with input as none
}
