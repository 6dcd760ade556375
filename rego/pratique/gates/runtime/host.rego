# METADATA
# title: The host
# description: >-
#   Fires where the host of the daemon is not set up as a benchmark asks. A fact that nobody
#   supplied is unknown, never right; a file that was looked for and is not there needs nothing.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: host
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: audit
#       required: true
#       validator: enum
#       values: [partition, docker_group, docker_members, audit, owner, mode, swarm_listener, exec_privileged, exec_user]
#     - name: path
#       attribute: path
#       description: >-
#         For audit, owner and mode, the places where the file may be, separated by commas; for owner and mode, * stands
#         for anything but a slash and ** for anything, and @NAME is the file that the daemon's option NAME names.
#       example: /etc/docker
#       validator: csv-any
#       default: ""
#     - name: allowed
#       attribute: allowed
#       description: For docker_group its members, for owner USER:GROUP, for mode the most bits, octal.
#       example: "644"
#       validator: csv-any
#       default: ""
#   needs:
#     - host
#     - {need: "parameters:allowed", when: {check: [docker_group], allowed: [""]}}
#   messages:
#     - "{what is wrong}"
#   examples:
#     - {id: audit, gate: runtime, trigger: host, action: STOP, params: [{name: check, value: audit}, {name: path, value: /etc/docker}]}
#   samples:
#     - {host: {audit_rules: []}}
#     - {host: {audit_rules: ["-w /etc/docker -p rwxa -k docker"]}}
package pratique.gates.runtime.host

import data.pratique.lib.audit_log
import data.pratique.lib.finding
import data.pratique.lib.host_files

# METADATA
# description: Sorted.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message}) | some message in sort(_wrong(params.check, params))],
	[finding.unknown(rule, ["the words of the audit events that are cut"]) | params.check in {"exec_privileged", "exec_user"}; count(audit_log.cut) > 0],
) if {
	count(_missing(params)) == 0
}

findings(rule, params) := [finding.unknown(rule, missing)] if {
	missing := _missing(params)
	count(missing) > 0
}

_sections := {
	"partition": "mounts", "docker_group": "groups", "docker_members": "groups", "swarm_listener": "listeners",
	"exec_privileged": "audit_log", "exec_user": "audit_log", "audit": "audit_rules",
}

_missing(params) := [sprintf("host.%s", [section]) | section := _sections[params.check]; not _has(section); not _needless(params)] if {
	not params.check in {"owner", "mode", "exec_privileged", "exec_user"}
}

_missing(params) := array.concat(
	["host.audit_log" | not _has("audit_log")],
	["host.audit_rules that /usr/bin/docker is watched by" | _has("audit_log"); not audit_log.has_docker; _unwatched],
) if {
	params.check in {"exec_privileged", "exec_user"}
}

_missing(params) := array.concat(
	[sprintf("host.files of %s", [concat(", ", params.path)]) | count(host_files.entries(params.path)) == 0],
	array.concat(
		[sprintf("what the link %s leads to", [path]) | some path in host_files.entries(params.path); _is_link(path)],
		["host.groups" | params.check == "owner"; _has_open_group(params)],
	),
) if {
	params.check in {"owner", "mode"}
}

_needless(params) if {
	params.check == "audit"
	host_files.gone(params.path)
}

_has(section) if object.get(input.host, section, null) != null

_wrong("partition", _) := [sprintf("%s is on the host's own partition", [_root]) |
	not _root in {mount.target | some mount in input.host.mounts}
]

_wrong("docker_group", params) := [sprintf("%s may use Docker", [member]) | some member in input.host.groups.docker.members; not member in params.allowed]

_wrong("docker_members", _) := [sprintf("in the group docker: %s", [member]) | some member in input.host.groups.docker.members]

_wrong("audit", params) := [sprintf("%s is not audited", [_place(params.path)]) |
	not host_files.gone(params.path)
	not _watched(params.path)
]

_wrong("owner", params) := [sprintf("%s belongs to %s", [path, _owner(file)]) |
	some path in host_files.entries(params.path)
	file := input.host.files[path]
	is_object(file)
	not _is_owner(file, params.allowed[0])
]

_wrong("mode", params) := [sprintf("%s has the mode %04o", [path, bits.and(file.mode, 4095)]) |
	some path in host_files.entries(params.path)
	file := input.host.files[path]
	is_object(file)
	bits.and(bits.and(file.mode, 4095), bits.negate(_octal(params.allowed[0]))) != 0
]

_wrong("swarm_listener", _) := [sprintf("the swarm listens on %s:%d", [listener.address, listener.port]) |
	some listener in input.host.listeners
	listener.port == 2377
	listener.address in {"0.0.0.0", "::", "*", "[::]"}
]

_wrong("exec_privileged", _) := [sprintf("docker exec with privileges in %s, audit event %s", [call.container, call.event]) |
	some call in audit_log.execs
	call.privileged
]

_wrong("exec_user", _) := [sprintf("docker exec as a user in %s, audit event %s", [call.container, call.event]) |
	some call in audit_log.execs
	call.user
]

# With user namespaces the daemon's directory is one for the first user and group, as in
# /var/lib/docker/231072.231072.
_root := regex.replace(_directory, `/[0-9]+\.[0-9]+$`, "")

_directory := [directory |
	some directory in [
		object.get(input, ["daemon", "info", "DockerRootDir"], null),
		object.get(input, ["daemon", "effective", "data-root"], null),
		object.get(input, ["daemon", "effective", "graph"], null),
		"/var/lib/docker",
	]
	is_string(directory)
][0]

_is_link(path) if bits.and(input.host.files[path].mode, 61440) == 40960 # S_IFMT, S_IFLNK

_place(paths) := array.concat([path | some path in host_files.entries(paths); is_object(input.host.files[path])], paths)[0]

_watched(paths) if {
	some line in input.host.audit_rules
	regex.match(sprintf(`(?:^|\s)(?:-w\s+|-F\s+(?:path|dir)=)(?:%s)/?(?:\s|$)`, [concat("|", [_quoted(path) | some path in paths])]), line)
}

# Of what is not watched the log has no calls. A rule may also be about every program.
_unwatched if {
	is_array(input.host.audit_rules)
	not _watched(["/usr/bin/docker"])
	count([line | some line in input.host.audit_rules; regex.match(`\s-S\s+(?:\S+,)?(?:execve|all)(?:[,\s]|$)`, line)]) == 0
}

_owner(file) := sprintf("%v:%v", [object.get(file, "user", file.uid), object.get(file, "group", file.gid)])

_is_owner(file, wanted) if sprintf("%d:%d", [file.uid, file.gid]) == wanted

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
	not _has("groups")
	regex.match(`:[a-z]`, params.allowed[0])
	some path in host_files.entries(params.path)
	file := input.host.files[path]
	file.uid == 0
	not _is_named(file)
}

_octal(text) := sum([value |
	some i, digit in regex.find_n(`[0-7]`, text, 4)
	value := to_number(digit) * [1, 8, 64, 512][(count(text) - 1) - i]
])

_quoted(path) := regex.replace(path, `([.+*?()\[\]{}|^$\\])`, `\$1`)
