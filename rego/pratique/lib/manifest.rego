# METADATA
# title: The manifests of the distribution's packages beside the files of the image
# description: >-
#   Only the packages of a distribution have manifests (compatibility.md#verify-owner, which attaches
#   them to every package of that name). Their paths are not resolved through links
#   (compatibility.md#verify-links).
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
#   Index of the package -> index of the entry -> missing or changed. Packages without a difference
#   are not among the keys.
# scope: document
differences := {i: statuses |
	some i, places in _odd
	statuses := {j: status |
		some j in places
		status := _status(input.packages[i].files[j])
	}
	count(statuses) > 0
}

# Manifests have tens of thousands of entries, and most files are as they should be. What may
# differ is found with as few expressions as will do; dpkg records neither modes nor sizes.
_odd := {i: places |
	some [_, i] in owners
	entries := input.packages[i].files
	same_digest := {j |
		some j, entry in entries
		input.files[entry.path][entry.digest_algorithm] == entry.digest
	}
	other_mode := {j |
		some j, entry in entries
		entry.mode != null
		not input.files[entry.path].mode == entry.mode
	}
	other_size := {j |
		some j, entry in entries
		entry.size != null
		not input.files[entry.path].size == entry.size
	}
	places := (({j | some j, entry in entries; is_object(entry)} - same_digest) | other_mode) | other_size
	count(places) > 0
}

_status(entry) := "missing" if not input.files[entry.path]

_status(entry) := "changed" if {
	object.get(entry, "config", null) != true
	_changed(entry, input.files[entry.path])
}

_changed(entry, file) if {
	file.type in _regular
	not entry.digest in {null, ""}
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

# Other algorithms are passed over. What Anchore records of a file that it did not hash differs from
# any digest; SHA-1 it computes for the images of Alpine alone.
_digest(algorithm, file) := _recorded(object.get(file, algorithm, null)) if algorithm in {"md5", "sha256"}

_digest("sha1", file) := _recorded(object.get(file, "sha1", null)) if _hashed_with_sha1

_recorded(digest) := digest if is_string(digest)

_recorded(null) := "DIRECTORY_OR_OTHER"

_hashed_with_sha1 if {
	some file in input.files
	is_string(file.sha1)
}

# In octal, the longer one cut on the left: a set-uid bit that was added to 0755 goes unnoticed.
_modes_differ(a, b) if {
	not a in {null, 0}
	not b in {null, 0}
	[left, right] := [format_int(a, 8), format_int(b, 8)]
	not endswith(left, right)
	not endswith(right, left)
}

_sizes_differ(a, b) if {
	not a in {null, 0}
	not b in {null, 0}
	a != b
}
