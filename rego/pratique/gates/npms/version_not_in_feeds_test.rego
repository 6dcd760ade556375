package pratique.gates.npms.version_not_in_feeds_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.npms.version_not_in_feeds

record := fixture.rule("npms", "version_not_in_feeds")

installed := [
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/a"},
	{"name": "rack", "version": "2.2.2", "type": "npm", "path": "/b"},
	{"name": "rails", "version": "9.9", "type": "npm", "path": "/c"},
	{"name": "zz", "version": "1", "type": "npm", "path": "/d"},
	{"name": "rack", "version": "1", "type": "dpkg", "path": "pkgdb"},
]

feed(rack) := {"packages": installed, "feeds": {"npm": {"packages": {
	"rack": {"latest": null, "versions": rack},
	"rails": {"latest": null, "versions": ["6.1"]},
}}}}

rails := fixture.fired(
	record,
	concat("", [
		"NPMBADVERSION Package (rails) version (9.9) installed but version is not in the ",
		"official feed for this package (['6.1'])",
	]),
	"66d66502ca18f64252ecf90cb5b2d809",
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
					"NPMBADVERSION Package (rack) version (2.2.2) installed but version is not in ",
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
	version_not_in_feeds.findings(record, {}) == tc.want with input as feed(tc.rack)
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
	version_not_in_feeds.findings(record, {}) == [] with input as none
}
