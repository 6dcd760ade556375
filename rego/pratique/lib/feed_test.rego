package pratique.lib.feed_test

import data.pratique.lib.feed

installed := [
	{"name": "b", "version": "2.0", "type": "npm", "path": "/x/b"},
	{"name": "a", "version": "1.1", "type": "npm", "path": "/y/a"},
	{"name": "a", "version": "1.0", "type": "npm", "path": "/x/a"},
	{"name": "a", "version": "1.0", "type": "npm", "path": "/z/a"},
	{"name": "a", "version": "", "type": "npm", "path": "/e/a"},
	{"name": "a", "version": "9", "type": "gem", "path": "/g/a"},
]

packages := {
	"a": {"latest": "1.1", "versions": ["1.1", "1.2"]},
	"c": {"latest": "3", "versions": []},
}

cases := {
	"absent": {"document": {}, "outdated": [], "unknown": [], "unlisted": [], "synchronised": false},
	"null": {
		"document": {"packages": null, "feeds": null},
		"outdated": [],
		"unknown": [],
		"unlisted": [],
		"synchronised": false,
	},
	"empty": {
		"document": {"packages": [], "feeds": {"npm": {"synced_at": "2024-03-15T12:00:00Z", "packages": {}}}},
		"outdated": [],
		"unknown": [],
		"unlisted": [],
		"synchronised": true,
	},
	"no feed": {
		"document": {"packages": installed, "feeds": {"gem": {"synced_at": "2024-03-15T12:00:00Z", "packages": packages}}},
		"outdated": [],
		"unknown": [],
		"unlisted": [],
		"synchronised": false,
	},
	"a feed": {
		"document": {"packages": installed, "feeds": {"npm": {"synced_at": null, "packages": packages}}},
		"outdated": [["a", "1.0", "1.1"], ["a", "1.0", "1.1"]],
		"unknown": ["b"],
		"unlisted": [["a", "", ["1.1", "1.2"]], ["a", "1.0", ["1.1", "1.2"]]],
		"synchronised": false,
	},
	"a feed of others": {
		"document": {"packages": installed, "feeds": {"npm": {"packages": {"c": {"latest": "3", "versions": []}}}}},
		"outdated": [],
		"unknown": [],
		"unlisted": [],
		"synchronised": false,
	},
	"null for latest": {
		"document": {"packages": installed, "feeds": {"npm": {"packages": {"b": {"latest": null, "versions": ["2.0"]}}}}},
		"outdated": [["b", "2.0", null]],
		"unknown": ["a"],
		"unlisted": [],
		"synchronised": false,
	},
	"nothing of a package": {
		"document": {"packages": installed, "feeds": {"npm": {"packages": {"b": {}}}}},
		"outdated": [["b", "2.0", null]],
		"unknown": ["a"],
		"unlisted": [["b", "2.0", []]],
		"synchronised": false,
	},
}

test_feed[name] if {
	some name, tc in cases
	got := [feed.outdated("npm"), feed.unknown("npm"), feed.unlisted("npm")] with input as tc.document
	got == [tc.outdated, tc.unknown, tc.unlisted]
	synchronised := [true | feed.synchronised("npm")] with input as tc.document
	synchronised == [true | tc.synchronised]
	not feed.problem("npm") with input as tc.document
}

test_problem if {
	document := {"packages": installed, "feeds": {"npm": {"packages": {
		"a": {"versions": null},
		"b": {"versions": null},
		"c": {"versions": null},
	}}}}
	feed.problem("npm") == "the feed has no versions of a, b" with input as document
	not feed.problem("gem") with input as document
}

test_installed if {
	feed.installed("npm", "a") with input as {"packages": installed}
	feed.installed_version("npm", "a", "1.0") with input as {"packages": installed}
	not feed.installed("npm", "A") with input as {"packages": installed}
	not feed.installed_version("npm", "a", "9") with input as {"packages": installed}
	not feed.installed("npm", "a") with input as {}
	not feed.installed_version("npm", "a", "9") with input as {}
}
