# METADATA
# title: The manifests of the distribution's packages beside the files of the image
# description: >-
#   Only the packages of a distribution have manifests (quirk 43, which attaches them to every
#   package of that name). Their paths are not resolved through links (quirk 42).
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.manifest

import data.pratique.lib.packages

# METADATA
# title: The packages that have a manifest
# description: Arrays of name and index in `input.packages`, in the order of the packages.
# scope: document
owners := [[row[0], row[5]] |
	some row in packages.rows
	input.packages[row[5]].type in packages.distribution_types
	is_array(input.packages[row[5]].files)
]

# METADATA
# title: The document lists the image's files
# description: An empty list is one.
# scope: document
files_listed if is_object(input.files)

# METADATA
# title: Where files are not as their manifest says
# description: >-
#   Index of the package -> index of the entry -> missing or changed. Asked for whole, so that it is
#   computed once and not once a package.
# scope: document
differences := _differences

_differences[i][j] := "missing" if some [i, j] in _missing

_differences[i][j] := "changed" if {
	some [i, j] in (_odd | _odd_digests)
	entry := input.packages[i].files[j]
	not entry.config
	_changed(entry, input.files[entry.path])
}

_indexes := [owner[1] | some owner in owners]

_missing := {[i, j] |
	some i in _indexes
	path := input.packages[i].files[j].path
	not input.files[path]
}

# A manifest has tens of thousands of entries, and most files are as they should be. So these two
# look at all of them only as closely as one comparison does, which is undefined, and odd, too
# where an entry or a file does not say everything.
_odd := {[i, j] |
	some i in _indexes
	entry := input.packages[i].files[j]
	[object.get(entry, "mode", null), object.get(entry, "size", null)] != [null, null]
	file := input.files[entry.path]
	not [entry.digest, entry.mode, entry.size] == [file[entry.digest_algorithm], file.mode, file.size]
}

# Those of dpkg and apk, which for the most part have nothing but a digest, if that.
_odd_digests := {[i, j] |
	some i in _indexes
	entry := input.packages[i].files[j]
	object.get(entry, "mode", null) == null
	object.get(entry, "size", null) == null
	object.get(entry, "digest", null) != null
	file := input.files[entry.path]
	not entry.digest == file[entry.digest_algorithm]
}

_changed(entry, file) if {
	file.type in _regular
	entry.digest != ""
	entry.digest != _digest(entry.digest_algorithm, file)
}

_changed(entry, file) if {
	file.type in (_regular | {"dir"})
	_modes_differ(entry.mode, file.mode)
}

_changed(entry, file) if {
	file.type in _regular
	_sizes_differ(entry.size, file.size)
}

_regular := {"file", "hardlink"}

# Other algorithms are passed over. What Anchore has of a file that nobody hashed is a text too.
_digest(algorithm, file) := _recorded(object.get(file, algorithm, null)) if algorithm in {"md5", "sha256"}

_digest("sha1", file) := _recorded(object.get(file, "sha1", null)) if _hashed_with_sha1

_recorded(digest) := digest if is_string(digest)

_recorded(digest) := "DIRECTORY_OR_OTHER" if digest == null

# Anchore's analyser computes it for the images of Alpine alone.
_hashed_with_sha1 if {
	some file in input.files
	is_string(file.sha1)
}

# In octal, the longer one cut on the left: a set-uid bit that was added to 0755 goes unnoticed.
_modes_differ(a, b) if {
	_counts(a)
	_counts(b)
	[left, right] := [sprintf("%o", [a]), sprintf("%o", [b])]
	not endswith(left, right)
	not endswith(right, left)
}

_sizes_differ(a, b) if {
	_counts(a)
	_counts(b)
	a != b
}

_counts(n) if not n in {null, 0}
