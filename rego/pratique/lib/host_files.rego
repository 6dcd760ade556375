# METADATA
# title: Files of the host
# description: >-
#   host.files by patterns: * stands for anything but a slash, ** for anything, and @NAME is the file
#   that the daemon's option NAME names.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.host_files

import data.pratique.lib.daemon

# METADATA
# title: The paths that patterns stand for, there or looked for and not there
# description: A pattern with a star stands for no directories; they need other modes than the files in them.
entries(patterns) := [path |
	some pattern in patterns
	some path, file in input.host.files
	glob.match(_resolved(pattern), ["/"], path)
	not _is_directory(pattern, file)
]

# METADATA
# title: Looked for, and in none of the places
gone(patterns) if {
	paths := entries(patterns)
	count(paths) > 0
	every path in paths {
		input.host.files[path] == null
	}
}

# METADATA
# title: What is not told of files, for `host.report`
# description: A link needs the file that it leads to.
missing(patterns) := array.concat(
	[sprintf("host: no data on the files %s", [concat(", ", patterns)]) | count(entries(patterns)) == 0],
	[sprintf("host: the target of the link %s is not known", [path]) | some path in entries(patterns); _is_link(path)],
)

_is_link(path) if bits.and(input.host.files[path].mode, 61440) == 40960 # S_IFMT, S_IFLNK

_resolved(pattern) := pattern if not startswith(pattern, "@")

_resolved(pattern) := daemon.option(trim_prefix(pattern, "@")) if startswith(pattern, "@")

_is_directory(pattern, file) if {
	contains(pattern, "*")
	bits.and(file.mode, 61440) == 16384 # S_IFMT, S_IFDIR
}
