# METADATA
# title: What a RUN leaves in its layer
# description: >-
#   Files are gone from the layer where a later command of the same RUN removes them, and never get
#   into it where a mount lies over their directory.
# scope: package
package pratique.lib.kept

# METADATA
# title: From which place on the calls of a RUN leave files in a directory
# description: >-
#   `calls` are those of the RUN (lib.shell), in their order. What is written at a place below is
#   removed later, or gets into no layer.
from(run, _, directory) := _never if _mounted(run, directory)

from(run, calls, directory) := max({0} | {place | some place in _removals(calls, directory)}) if {
	not _mounted(run, directory)
}

# Above the place of any call.
_never := 1000000000

# METADATA
# title: Whether a path is a directory, or one above it
covers(path, directory) if _plain(path) == directory

covers(path, directory) if startswith(directory, sprintf("%s/", [trim_suffix(_plain(path), "/")]))

_mounted(run, directory) if {
	some mount in _mounts(run.flags.mount)
	options := {name: value |
		some option in split(mount, ",")
		[name, value] := _pair(trim(option, `"`))
	}
	object.get(options, "type", "bind") in {"cache", "tmpfs", "bind"}
	some name in ["target", "dst", "destination"]
	covers(options[name], directory)
}

_mounts(value) := value if is_array(value)

_mounts(value) := [value] if is_string(value)

# Names are written in any case.
_pair(option) := [lower(substring(option, 0, place)), substring(option, place + 1, -1)] if {
	place := indexof(option, "=")
	place > 0
}

# The places of the calls that remove it; what a trap does is done at the end.
_removals(calls, directory) := {place |
	traps := {call.index | some call in calls; call.name == "trap"}
	pipes := {id | some call in calls; call.name == "rm"; "xargs" in call.wrappers; some [id, _] in call.pipes}
	some k, call in calls
	_removes(call, directory, {"before": array.slice(calls, k - 1, k), "pipes": pipes})
	place := _place(call, traps)
}

_place(call, traps) := _never if call.parent in traps

_place(call, traps) := call.index if not call.parent in traps

_removes(call, directory, around) if {
	call.name in {"rm", "unlink", "rmdir", "shred"}
	some argument in call.arguments
	not startswith(argument, "-")
	some path in _alternatives(argument)
	_takes(_absolute(path, around.before), directory)
}

_removes(call, directory, around) if {
	call.name == "find"
	_deletes(call, around.pipes)
	some argument in call.arguments
	startswith(argument, "/")
	some path in _alternatives(argument)
	_takes(path, directory)
}

_removes(call, "/var/lib/apt/lists", _) if {
	call.name in {"apt", "apt-get"}
	some argument in call.arguments
	argument in {"distclean", "dist-clean"}
}

_removes(call, "/var/cache/apk", _) if {
	call.name == "apk"
	"cache" in call.arguments
	some argument in call.arguments
	argument in {"clean", "purge"}
}

_deletes(call, _) if "-delete" in call.arguments

_deletes(call, _) if {
	some i, word in call.arguments
	word in {"-exec", "-execdir"}
	regex.match(`(?:^|/)(?:rm|unlink)$`, call.arguments[i + 1])
}

# find | xargs rm
_deletes(call, pipes) if {
	some [id, _] in call.pipes
	id in pipes
}

_takes(path, directory) if covers(path, directory)

# Files of it by a pattern: /var/lib/apt/lists/*_*
_takes(path, directory) if {
	contains(path, "*")
	regex.match(`^/[^/]*\*[^/]*$`, trim_prefix(_slashes(path), directory))
	startswith(_slashes(path), sprintf("%s/", [directory]))
}

# cd DIRECTORY && rm
_absolute(path, _) := path if startswith(path, "/")

_absolute(path, before) := sprintf("%s/%s", [before[0].arguments[0], path]) if {
	not startswith(path, "/")
	before[0].name in {"cd", "pushd"}
}

# One {a,b} stands for each of its words.
_alternatives(path) := {concat("", [groups[1], word, groups[3]]) | some word in split(groups[2], ",")} if {
	groups := regex.find_all_string_submatch_n(`^([^{]*)\{([^{}]*,[^{}]*)\}(.*)$`, path, 1)[0]
} else := {path}

# Without what changes nothing: //, /. and what stands for all of its files.
_plain(path) := trim_suffix(regex.replace(_slashes(path), `(?:/(?:\*+|\.\*|\.\[!\.\]\*|\.|\*\.\*)?)+$`, ""), "/")

_slashes(path) := regex.replace(path, `/(?:\.?/)+`, "/")
