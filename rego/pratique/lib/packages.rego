# METADATA
# title: The packages of the image
# description: >-
#   All of them, of every type (compatibility.md#packages-of-every-type), in the order of the primary
#   key of Anchore's table: name, version, type, arch, path, each by code point
#   (compatibility.md#package-order and compatibility.md#first-package-of-a-name). Anchore asks its
#   database for them without saying in which order.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.packages

# METADATA
# title: The rows of the table
# description: Sorted arrays of name, version, type, arch, path and the index in `input.packages`.
# scope: document
rows := sort([[pkg.name, pkg.version, shown_type(pkg.type), arch, path, i] |
	some i, pkg in _listed
	arch := _text(object.get(pkg, "arch", null), "N/A")
	path := _text(object.get(pkg, "path", null), "pkgdb")
])

# METADATA
# title: Package name -> its rows
# scope: document
by_name := {name: found |
	some name in {row[0] | some row in rows}
	found := {row | some row in rows; row[0] == name}
}

# METADATA
# title: Package type -> package name -> its rows
# scope: document
by_type := object.union_n([{type: {name: found}} |
	some [type, name] in {[row[2], row[0]] | some row in rows}
	found := {row | some row in rows; row[2] == type; row[0] == name}
])

# METADATA
# title: The types of the packages of a distribution
distribution_types := {"dpkg", "rpm", "apkg"}

# METADATA
# title: The name of a package type in Anchore's messages
shown_type("apkg") := "APKG"

shown_type(type) := type if type != "apkg"

# METADATA
# title: The version with the release
# description: As the package manager prints it.
full_version(pkg) := pkg.full_version if is_string(pkg.full_version)

full_version(pkg) := sprintf("%s-%s", [pkg.version, pkg.release]) if {
	object.get(pkg, "full_version", null) == null
	is_string(pkg.release)
}

full_version(pkg) := pkg.version if {
	object.get(pkg, "full_version", null) == null
	object.get(pkg, "release", null) == null
}

default _listed := []

_listed := input.packages if is_array(input.packages)

_text(value, _) := value if is_string(value)

_text(null, instead) := instead
