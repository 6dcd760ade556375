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
#       values: [partition, docker_group, audit, owner, mode, swarm_listener]
#     - name: path
#       attribute: path
#       description: >-
#         For audit, owner and mode, the file; * stands for anything but a slash, @NAME for the file
#         that the daemon's option NAME names.
#       example: /etc/docker
#       validator: string
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

import data.pratique.lib.finding

# METADATA
# description: Sorted.
findings(rule, params) := [finding.new(rule, {"message": message}) | some message in sort(_wrong(params.check, params))] if {
	count(_missing(params)) == 0
}

findings(rule, params) := [finding.unknown(rule, missing)] if {
	missing := _missing(params)
	count(missing) > 0
}

_missing(params) := ["host.mounts" | not _has("mounts")] if params.check == "partition"

_missing(params) := ["host.groups" | not _has("groups")] if params.check == "docker_group"

_missing(params) := ["host.audit_rules" | not _has("audit_rules"); not _gone(params.path)] if params.check == "audit"

_missing(params) := ["host.listeners" | not _has("listeners")] if params.check == "swarm_listener"

_missing(params) := [sprintf("host.files of %s", [params.path]) | count(_paths(params.path)) == 0] if params.check in {"owner", "mode"}

_has(section) if object.get(input.host, section, null) != null

_wrong("partition", _) := [sprintf("%s is on the host's own partition", [root]) |
	root := object.get(input, ["daemon", "info", "DockerRootDir"], "/var/lib/docker")
	not root in {mount.target | some mount in input.host.mounts}
]

_wrong("docker_group", params) := [sprintf("%s may use Docker", [member]) | some member in input.host.groups.docker.members; not member in params.allowed]

_wrong("audit", params) := [sprintf("%s is not audited", [params.path]) |
	not _gone(params.path)
	count([line | some line in input.host.audit_rules; regex.match(sprintf(`(?:^|\s)(?:-w\s+|-F\s+(?:path|dir)=)%s/?(?:\s|$)`, [_quoted(params.path)]), line)]) == 0
]

_wrong("owner", params) := [sprintf("%s belongs to %s", [path, _owner(file)]) |
	some path in _paths(params.path)
	file := input.host.files[path]
	is_object(file)
	not _is_owner(file, params.allowed[0])
]

_wrong("mode", params) := [sprintf("%s has the mode %04o", [path, bits.and(file.mode, 4095)]) |
	some path in _paths(params.path)
	file := input.host.files[path]
	is_object(file)
	bits.and(bits.and(file.mode, 4095), bits.negate(_octal(params.allowed[0]))) != 0
]

_wrong("swarm_listener", _) := [sprintf("the swarm listens on %s:%d", [listener.address, listener.port]) |
	some listener in input.host.listeners
	listener.port == 2377
	listener.address in {"0.0.0.0", "::", "*", "[::]"}
]

# The paths of host.files that a pattern stands for, there or looked for and not there.
_paths(pattern) := [path |
	some path, _ in input.host.files
	glob.match(_resolved(pattern), ["/"], path)
]

_resolved(pattern) := pattern if not startswith(pattern, "@")

_resolved(pattern) := input.daemon.effective[trim_prefix(pattern, "@")] if startswith(pattern, "@")

_gone(path) if {
	path in object.keys(input.host.files)
	input.host.files[path] == null
}

_owner(file) := sprintf("%v:%v", [object.get(file, "user", file.uid), object.get(file, "group", file.gid)])

_is_owner(file, wanted) if sprintf("%d:%d", [file.uid, file.gid]) == wanted

_is_owner(file, wanted) if {
	[user, group] := split(wanted, ":")
	file.uid == {"root": 0}[user]
	_group(file) == group
}

_group(file) := file.group if is_string(object.get(file, "group", null))

# The name of a number stands in /etc/group.
_group(file) := name if {
	object.get(file, "group", null) == null
	some name, group in input.host.groups
	group.gid == file.gid
}

_octal(text) := sum([value |
	some i, digit in regex.find_n(`[0-7]`, text, 4)
	value := to_number(digit) * [1, 8, 64, 512][(count(text) - 1) - i]
])

_quoted(path) := regex.replace(path, `([.+*?()\[\]{}|^$\\])`, `\$1`)
