# METADATA
# title: A file belongs to somebody else
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Give the file to the owner and group that the rule names: chown USER:GROUP PATH.
package pratique.gates.runtime.host.owner

import data.pratique.lib.host
import data.pratique.lib.host_files

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": array.concat(
		host_files.missing(params.path),
		["host.groups" | _has_open_group(params)],
	),
	"hits": [host.hit(sprintf("%s is owned by %s", [path, _owner(file)]), {"path": path}) |
		some path in host_files.entries(params.path)
		file := input.host.files[path]
		is_object(file)
		not _is_owner(file, params.allowed[0])
	],
})

_owner(file) := sprintf(
	"%s:%s",
	[_text(object.get(file, "user", file.uid)), _text(object.get(file, "group", file.gid))],
)

_text(value) := value if is_string(value)

_text(value) := format_int(value, 10) if is_number(value)

_text(null) := "unknown"

_is_owner(file, wanted) if sprintf("%s:%s", [_text(file.uid), _text(file.gid)]) == wanted

_is_owner(file, wanted) if {
	[user, group] := split(wanted, ":")
	file.uid == {"root": 0}[user]
	_group(file) == group
}

_group(file) := file.group if _is_named(file)

# The name of a number stands in /etc/group.
_group(file) := name if {
	not _is_named(file)
	some name, group in input.host.groups
	group.gid == file.gid
}

_is_named(file) if is_string(file.group)

# Whether a number is the group's is open where there is no /etc/group.
_has_open_group(params) if {
	not host.tells("groups")
	regex.match(`:[a-z]`, params.allowed[0])
	some path in host_files.entries(params.path)
	file := input.host.files[path]
	file.uid == 0
	not _is_named(file)
}
