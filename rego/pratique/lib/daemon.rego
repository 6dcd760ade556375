# METADATA
# title: The Docker daemon
# description: >-
#   What rules and excuses ask of the daemon's facts. Undefined is what nobody knows; it is never
#   the same as a default.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.daemon

import data.pratique.lib.finding

# dockerd's own, for options that a document need not spell out. storage-driver has none: the
# daemon picks one that the kernel has.
_defaults := {
	"authorization-plugins": [],
	"cgroup-parent": "",
	"default-ulimits": {},
	"disable-legacy-registry": false,
	"experimental": false,
	"hosts": ["unix:///var/run/docker.sock"],
	"icc": true,
	"insecure-registries": [],
	"iptables": true,
	"live-restore": false,
	"log-driver": "json-file",
	"log-level": "info",
	"no-new-privileges": false,
	"seccomp-profile": "",
	"storage-opts": [],
	"tls": false,
	"tlscacert": "",
	"tlscert": "",
	"tlskey": "",
	"tlsverify": false,
	"userland-proxy": true,
	"userns-remap": "",
}

# METADATA
# title: An option of dockerd, by its name in daemon.json
# description: Undefined where it could not be read, and where no configuration was supplied.
option(name) := value if {
	value := _options[name]
	value != null
}

# METADATA
# title: An option of dockerd could be read
has_option(name) if option(name) != null

_options := object.union(_defaults, input.daemon.effective) if is_object(input.daemon.effective)

# METADATA
# title: What a check of the daemon reports
# description: >-
#   `wrong` has what the check found: `facts`, the places where its fact stands, of which each is enough; `known`, for
#   a fact that may be known otherwise; `hits`, as `hit` makes them; `gaps`, what is not told beside what is known. A
#   fact that nobody told is unknown, never right.
report(rule, params, wrong) := array.concat(
	[finding.new(rule, {"message": hit.message, "about": object.union({"check": params.check}, hit.about)}) |
		some hit in wrong.hits
	],
	[finding.unknown(rule, [sprintf("daemon: %s is not known", [fact])]) | some fact in object.get(wrong, "gaps", [])],
) if {
	_known(wrong)
}

report(rule, _, wrong) := [finding.unknown(rule, [sprintf("daemon: %s is not known", [places])])] if {
	not _known(wrong)
	places := concat(" or ", [concat(".", path) | some path in wrong.facts])
}

# METADATA
# title: Something wrong with the daemon
# description: '`about` says what it is about, such as {"registry": "r:5000"}, in the sense of `finding.new`.'
hit(message, about) := {"message": message, "about": about}

# METADATA
# title: A fact, from the first of its places that has it
# description: What the running daemon says goes before its configuration. Undefined where no place has it.
told(facts) := [value | some path in facts; value := _at(path)][0]

# METADATA
# title: A fact was told
tells(facts) if told(facts) != null

_known(wrong) if wrong.known

_known(wrong) if {
	not "known" in object.keys(wrong)
	tells(wrong.facts)
}

_at(["networks"]) := input.daemon.networks if is_array(input.daemon.networks)

_at(["networks", "bridge"]) := [enabled |
	some network in input.daemon.networks
	network.name == "bridge"
	enabled := network.options["com.docker.network.bridge.enable_icc"] == "true"
][0]

_at(path) := option(path[1]) if path[0] == "effective"

_at(path) := value if {
	path[0] in {"info", "version"}
	value := object.get(input.daemon, path, null)
	value != null
}

# METADATA
# title: What docker info prints was supplied
informed if is_object(input.daemon.info)

# METADATA
# title: What the daemon says of its security was supplied
describes_security if is_array(input.daemon.info.SecurityOptions)

# METADATA
# title: The daemon has an entry of SecurityOptions
# description: '"apparmor" before Docker 1.13, "name=apparmor" since.'
security(name) if {
	some entry in input.daemon.info.SecurityOptions
	split(trim_prefix(entry, "name="), ",")[0] == name
}

# METADATA
# title: The driver of the logs of containers that name none
log_driver := input.daemon.info.LoggingDriver if _tells_log_driver

log_driver := option("log-driver") if not _tells_log_driver

_tells_log_driver if is_string(input.daemon.info.LoggingDriver)

# METADATA
# title: The users of containers are others on the host
remaps_users if option("userns-remap") != ""

remaps_users if security("userns")

# METADATA
# title: They are not, as far as somebody has told
maps_no_users if {
	_tells_users
	not remaps_users
}

_tells_users if is_string(option("userns-remap"))

_tells_users if describes_security

# METADATA
# title: The daemon listens on TCP
listens if {
	some host in option("hosts")
	startswith(host, "tcp://")
}

# METADATA
# title: The version of the server
version := [version |
	some path in [["version", "Server", "Version"], ["info", "ServerVersion"]]
	version := object.get(input.daemon, path, null)
	is_string(version)
	count(version_numbers(version)) > 0
][0]

# METADATA
# title: The numbers of a version
# description: Of 17.03.0-ce they are 17, 3, 0; arrays of them compare as versions do.
version_numbers(text) := [to_number(digits) |
	some digits in regex.find_n(`[0-9]+`, regex.replace(text, `[-+~].*$`, ""), 4)
]

# METADATA
# title: The daemon cannot talk to registries of version 1
without_legacy_registry if version_numbers(version) >= [17, 12]
