package pratique.gates.ruby_gems.version_not_found_in_feed_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.ruby_gems.version_not_found_in_feed

record := fixture.rule("ruby_gems", "version_not_found_in_feed")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "gem", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "gem", "path": "/c"},
	{"name": "zz", "version": "1", "type": "gem", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

feed(rack) := {"packages": installed, "feeds": {"gem": {"packages": {
	"rack": {"latest": null, "versions": rack},
	"rails": {"latest": null, "versions": ["6.1"]},
}}}}

rails := fixture.fired(
	record,
	concat("", [
		"GEMBADVERSION Package (rails) version (9.9) installed but version is not in the ",
		"official feed for this package (['6.1'])",
	]),
	"ee8773a5c10304724f0c4711b1d08aa7",
	null,
)

cases := {
	"in the feed": {"rack": ["2.2.3", "2.2.2"], "want": [rails]},
	"once": {
		"rack": ["it's", "2"],
		"want": [
			fixture.hashed(
				record,
				concat("", [
					"GEMBADVERSION Package (rack) version (2.2.2) installed but version is not in ",
					"the official feed for this package ([\"it's\", '2'])",
				]),
				null,
			),
			rails,
		],
	},
	"null for versions": {"rack": null, "want": [fixture.raised(record, "the feed has no versions of rack")]},
}

test_findings[name] if {
	some name, tc in cases
	version_not_found_in_feed.findings(record, {}) == tc.want with input as feed(tc.rack)
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
	version_not_found_in_feed.findings(record, {}) == [] with input as none
}
