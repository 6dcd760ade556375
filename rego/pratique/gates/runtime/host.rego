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
import data.pratique.lib.daemon
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

_sections := {
	"partition": "mounts", "docker_group": "groups", "docker_members": "groups", "swarm_listener": "listeners",
	"exec_privileged": "audit_log", "exec_user": "audit_log", "audit": "audit_rules",
}

_missing(params) := [sprintf("host.%s", [section]) | section := _sections[params.check]; not _has(section); not _needless(params)] if {
	not params.check in {"owner", "mode", "exec_privileged", "exec_user"}
}

_missing(params) := array.concat(
	["host.audit_log" | not _has("audit_log")],
	["host.audit_rules that /usr/bin/docker is watched by" | _has("audit_log"); not audit_log.called("docker"); _unwatched],
) if {
	params.check in {"exec_privileged", "exec_user"}
}

_missing(params) := array.concat(
	[sprintf("host.files of %s", [concat(", ", params.path)]) | count(_entries(params.path)) == 0],
	[sprintf("what the link %s leads to", [path]) | some path in _entries(params.path); _is_link(path)],
) if {
	params.check in {"owner", "mode"}
}

_needless(params) if {
	params.check == "audit"
	_gone(params.path)
}

_has(section) if object.get(input.host, section, null) != null

_wrong("partition", _) := [sprintf("%s is on the host's own partition", [_root]) |
	not _root in {mount.target | some mount in input.host.mounts}
]

_wrong("docker_group", params) := [sprintf("%s may use Docker", [member]) | some member in input.host.groups.docker.members; not member in params.allowed]

_wrong("docker_members", _) := [sprintf("in the group docker: %s", [member]) | some member in input.host.groups.docker.members]

_wrong("audit", params) := [sprintf("%s is not audited", [_there(params.path)]) |
	not _gone(params.path)
	not _watched(params.path)
]

_wrong("owner", params) := [sprintf("%s belongs to %s", [path, _owner(file)]) |
	some path in _entries(params.path)
	file := input.host.files[path]
	is_object(file)
	not _is_owner(file, params.allowed[0])
]

_wrong("mode", params) := [sprintf("%s has the mode %04o", [path, bits.and(file.mode, 4095)]) |
	some path in _entries(params.path)
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
	some directory in array.concat(
		[object.get(input, ["daemon", "info", "DockerRootDir"], null)],
		[object.get(input, ["daemon", "effective", name], null) | some name in ["data-root", "graph"]],
	)
	is_string(directory)
][0]

_directory := "/var/lib/docker" if {
	not object.get(input, ["daemon", "info", "DockerRootDir"], null)
	not object.get(input, ["daemon", "effective", "data-root"], null)
	not object.get(input, ["daemon", "effective", "graph"], null)
}
