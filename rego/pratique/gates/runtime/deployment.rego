# METADATA
# title: The deployment
# description: >-
#   Fires where containers and their daemon together are not what a checklist asks for. What the
#   source of a container or of the daemon does not tell is unknown, never right. secret_store
#   fires for what is good: it is evidence for a person.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: deployment
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: pinned
#       required: true
#       validator: enum
#       values: [confinement, segregation, pinned, logging, root_mapping, secret_mounts, secret_store]
#     - name: label
#       attribute: label
#       description: For segregation, the label that says how sensitive the data of a container are.
#       example: sensitivity
#       validator: string
#       default: sensitivity
#   needs:
#     - {need: containers, when: {check: [segregation, pinned, logging, root_mapping, secret_mounts]}}
#   messages:
#     - "{container}: {what is wrong}"
#     - "the daemon has neither AppArmor nor SELinux"
#     - "containers of several levels are on one host: {levels}"
#     - "containers of several levels are on the network {name}: {levels}"
#   examples:
#     - {id: pinned, gate: runtime, trigger: deployment, action: WARN, params: [{name: check, value: pinned}]}
#   samples:
#     - {containers: [{name: web, source: inspect, image_ref: "nginx:1.25", labels: {}, apparmor_profile: "", security_opt: [], log_driver: none, user: "", userns_mode: host, mounts: [{type: bind, source: /root/.ssh, target: /run/secrets/x}, {type: bind, source: /root/.ssh, target: /x}], env: []}]}
#     - {containers: [{name: web, source: inspect, image_ref: "nginx@sha256:0", labels: {sensitivity: public}, apparmor_profile: web, security_opt: [], log_driver: syslog, user: app, userns_mode: "", mounts: [], env: []}]}
package pratique.gates.runtime.deployment

import data.pratique.lib.containers
import data.pratique.lib.daemon
import data.pratique.lib.finding

# METADATA
# description: What is of a container in the containers' order, then what is of all of them.
findings(rule, params) := array.concat(
	array.concat(
		[finding.new(rule, {"message": sprintf("%s: %s", [containers.name(c), text]), "location": containers.location(c)}) |
			some c in containers.all
			some text in _wrong(params.check, c, params)
		],
		[finding.new(rule, {"message": message}) | some message in _wrong_together(params)],
	),
	array.concat(
		[finding.unknown_at(rule, [sprintf("containers: %s of %s", [fact, containers.name(c)])], containers.location(c)) |
			some c in containers.all
			some fact in _open(params.check, c, params)
		],
		[finding.unknown(rule, [fact]) | some fact in _open_together(params)],
	),
)

# One of the two is enough.
_wrong("confinement", c, _) := ["neither AppArmor nor SELinux confines it" | not _confined(c); not _open_confinement(c)]

_wrong("segregation", c, params) := [sprintf("it has no label %s", [params.label]) | not _level(c, params.label); not _open_label(c)]

_wrong("pinned", c, _) := [sprintf("its image is not named by a digest: %s", [c.image_ref]) | is_string(c.image_ref); not _pinned(c)]

_wrong("logging", c, _) := [sprintf("its logs stay on the host: the driver is %s", [driver]) | driver := _log_driver(c); driver in {"none", "json-file", "local"}]

_wrong("root_mapping", c, _) := ["it runs as root, and its users are the host's" | _is_root(c); _unmapped(c)]

_wrong("secret_mounts", c, _) := [sprintf("the host's %s is mounted", [mount.source]) | some mount in c.mounts; _is_secret(mount)]

_wrong("secret_store", c, _) := array.concat(
	[sprintf("it gets the secret %s", [mount.target]) | some mount in c.mounts; _is_store(mount)],
	[sprintf("the variable %s names a file", [name]) | some entry in c.env; name := split(entry, "=")[0]; endswith(name, "_FILE")],
)

_open("confinement", c, _) := ["apparmor_profile and security_opt" | not _confined(c); _open_confinement(c)]

_open("segregation", c, params) := ["labels" | not _level(c, params.label); _open_label(c)]

_open("pinned", c, _) := ["image_ref" | object.get(c, "image_ref", null) == null; not _pinned(c)]

_open("logging", c, _) := ["log_driver" | not _log_driver(c)]

_open("root_mapping", c, _) := ["user and the mapping of users" | not _is_someone(c); not _mapped(c); not _is_root_unmapped(c)]

_open("secret_mounts", c, _) := ["mounts" | not _tells_mounts(c)]

_open("secret_store", _, _) := []

_wrong_together(params) := ["the daemon has neither AppArmor nor SELinux" | _mechanisms == set()] if params.check == "confinement"

# Where the containers of a cluster run nobody has told.
_wrong_together(params) := array.concat(
	[sprintf("containers of several levels are on one host: %s", [_list(levels)]) |
		levels := {_level(c, params.label) | some c in containers.all; not _is_of_cluster(c)}
		count(levels) > 1
	],
	[sprintf("containers of several levels are on the network %s: %s", [network, _list(levels)]) |
		placed := sort({[network, _level(c, params.label)] | some c in containers.all; some network in c.networks})
		some network in sort({place[0] | some i, place in placed; place[0] == placed[i + 1][0]})
		levels := {place[1] | some place in placed; place[0] == network}
	],
) if {
	params.check == "segregation"
}

_wrong_together(params) := [] if not params.check in {"confinement", "segregation"}

_open_together(params) := ["containers" | not _has_containers; _mechanisms != set()] if params.check == "confinement"

_open_together(params) := ["the hosts of the containers" |
	count({_level(c, params.label) | some c in containers.all}) > 1
	count([c | some c in containers.all; _is_of_cluster(c)]) > 0
] if {
	params.check == "segregation"
}

_open_together(params) := [] if not params.check in {"confinement", "segregation"}

_has_containers if count(input.containers) > 0

_mechanisms := {name | some name in ["apparmor", "selinux"]; daemon.security(name)} if daemon.describes_security

_mechanisms := {"apparmor", "selinux"} if not daemon.describes_security

_confined(c) if {
	"apparmor" in _mechanisms
	not object.get(c, "apparmor_profile", null) in {"", "unconfined", null}
}

_confined(c) if {
	"selinux" in _mechanisms
	not object.get(c, "process_label", null) in {"", null}
}

_confined(c) if {
	"selinux" in _mechanisms
	some option in c.security_opt
	regex.match(`^label[:=]`, option)
	not regex.match(`^label[:=]disable$`, option)
}

_open_confinement(c) if {
	"apparmor" in _mechanisms
	not containers.tells(c, "apparmor_profile")
}

_open_confinement(c) if {
	"selinux" in _mechanisms
	not containers.tells(c, "security_opt")
}

_level(c, label) := _own_level(c, label)

# A run line and a compose file leave out what the image has.
_level(c, label) := level if {
	_has_image_labels(c)
	not _own_level(c, label)
	level := containers.config(c).Labels[label]
	level != ""
}

_own_level(c, label) := level if {
	level := c.labels[label]
	level != ""
}

_has_image_labels(c) if c.source in {"run", "compose"}

_open_label(c) if not containers.tells(c, "labels")

_open_label(c) if {
	_has_image_labels(c)
	not containers.config(c)
}

_pinned(c) if {
	is_string(c.image_ref)
	regex.match(`@sha256:|^sha256:[0-9a-f]{64}$`, c.image_ref)
}

_pinned(c) if containers.runs_the_image(c)

_log_driver(c) := c.log_driver if is_string(c.log_driver)

_log_driver(c) := daemon.log_driver if {
	object.get(c, "log_driver", null) == null
	not _is_of_cluster(c)
}

_is_of_cluster(c) if c.source == "kubernetes"

_is_root(c) if {
	containers.is_root(containers.user(c))
	object.get(c, "run_as_non_root", null) != true
}

_is_someone(c) if object.get(c, "run_as_non_root", null) == true

_is_someone(c) if {
	user := containers.user(c)
	not containers.is_root(user)
}

_is_root_unmapped(c) if {
	_is_root(c)
	_unmapped(c)
}

_mapped(c) if c.userns_mode == "private"

_mapped(c) if {
	c.userns_mode == ""
	not _is_of_cluster(c)
	daemon.remaps_users
}

_unmapped(c) if c.userns_mode == "host"

_unmapped(c) if {
	c.userns_mode == ""
	_is_of_cluster(c)
}

_unmapped(c) if {
	c.userns_mode == ""
	not _is_of_cluster(c)
	daemon.maps_no_users
}

_tells_mounts(c) if {
	containers.tells(c, "mounts")
	every mount in c.mounts {
		mount.source != null
	}
}

_is_store(mount) if startswith(mount.target, "/run/secrets/")

_is_store(mount) if mount.type == "secret"

_is_secret(mount) if {
	mount.type == "bind"
	not _is_store(mount)
	is_string(mount.source)
	regex.match(_secret_paths, mount.source)
}

# Directories and files of credentials, and what keys and certificates with keys end in.
_secret_paths := concat("", [
	`(?:/\.(?:ssh|aws|azure|gnupg|kube|docker|config/gcloud)(?:/.*)?$)|(?:^/etc/ssl/private(?:/.*)?$)|(?:^/etc/g?shadow-?$)|`,
	`(?:/(?:id_(?:rsa|dsa|ecdsa|ed25519)|ssh_host_[a-z0-9]+_key|\.netrc|\.pgpass|\.git-credentials|\.npmrc|\.pypirc|\.dockercfg|\.env(?:\.[^/]*)?)$)|`,
	`(?:\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ovpn|keytab)$)`,
])

_list(levels) := concat(", ", sort(levels))
