# METADATA
# title: The packages of one type beside the package feed of that type
# description: >-
#   Type is npm or gem. The lists are in the order of the packages: by name, then by version. They
#   are empty where none of the installed names is in the feed (compatibility.md#feed-without-names).
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.feed

import data.pratique.lib.packages

# METADATA
# title: Installed versions other than the latest
# description: >-
#   Arrays of name, version and latest version, which is null where the feed does not say. A
#   version that is installed several times is listed several times; one that is newer is listed.
outdated(type) := [[name, version, latest] |
	some name, rows in packages.by_type[type]
	record := input.feeds[type].packages[name]
	latest := object.get(record, "latest", null)
	some row in rows
	version := row[1]
	not version in {"", latest}
]

# METADATA
# title: Installed names that the feed does not have
unknown(type) := [name |
	_known[type]
	some name, _ in packages.by_type[type]
	not input.feeds[type].packages[name]
]

# METADATA
# title: Installed versions that the feed does not have of a name that it has
# description: Arrays of name, version and the feed's versions, each version once.
unlisted(type) := [[name, version, versions] |
	some name, rows in packages.by_type[type]
	record := input.feeds[type].packages[name]
	versions := object.get(record, "versions", [])
	some version in {row[1] | some row in rows}
	not version in versions
]

# METADATA
# title: Why the versions in the feed cannot be read
# description: Undefined where they can.
problem(type) := sprintf("the feed has no versions of %s", [concat(", ", names)]) if {
	names := {name |
		some name, _ in packages.by_type[type]
		input.feeds[type].packages[name].versions == null
	}
	count(names) > 0
}

# METADATA
# title: A package is installed
# description: Of any version.
installed(type, name) if packages.by_type[type][name]

# METADATA
# title: A version of a package is installed
installed_version(type, name, version) if {
	some row in packages.by_type[type][name]
	row[1] == version
}

# METADATA
# title: The feed was synchronised
# description: >-
#   A document that has no such feed, and one whose feed says that it never was, are not. What such
#   a feed lists is used all the same.
synchronised(type) if is_string(input.feeds[type].synced_at)

_known[type] if {
	some type, names in packages.by_type
	some name, _ in names
	input.feeds[type].packages[name]
}
