# METADATA
# title: The Docker daemon
# description: >-
#   What rules and excuses ask of the daemon's facts. Undefined is what nobody knows; it is never
#   the same as a default.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.daemon

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

_options := object.union(_defaults, input.daemon.effective) if is_object(input.daemon.effective)

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
	count(numbers(version)) > 0
][0]

# METADATA
# title: The numbers of a version
# description: Of 17.03.0-ce they are 17, 3, 0; arrays of them compare as versions do.
numbers(text) := [to_number(digits) | some digits in regex.find_n(`[0-9]+`, regex.replace(text, `[-+~].*$`, ""), 4)]

# METADATA
# title: The daemon cannot talk to registries of version 1
without_legacy_registry if numbers(version) >= [17, 12]
