# METADATA
# title: Containers
# description: >-
#   Fires for each container that runs with what a benchmark asks not to run with. What the source
#   of a container does not tell is unknown, never right.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: runtime
#   trigger: container
#   gate_description: Checks of containers, of the Docker daemon and of its host, as far as facts of them were given.
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: privileged
#       required: true
#       validator: enum
#       values: [user, content_trust, apparmor, selinux, capabilities, privileged, sensitive_mounts, ssh, privileged_ports, ports, host_network, memory, cpu, readonly, bound_interface, restart, host_pid, host_ipc, devices, ulimits, propagation, host_uts, seccomp, cgroup, no_new_privileges, healthcheck, pids, default_bridge, host_userns, engine_socket, logging, secrets, device_files]
#     - name: allowed
#       attribute: allowed
#       description: For ports, those that may be published, separated by commas.
#       example: "8080"
#       validator: csv-any
#       default: ""
#     - name: bench_compatible
#       attribute: bench_compatible
#       description: For selinux, to take any security option for a label, as Docker Bench for Security does.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs:
#     - containers
#     - {need: "parameters:allowed", when: {check: [ports], allowed: [""]}}
#   messages:
#     - "{container}: {what is wrong}"
#     - "Running as root: {container}"
#   examples:
#     - {id: privileged, gate: runtime, trigger: container, action: STOP, params: [{name: check, value: privileged}]}
#   samples:
#     - {containers: [{name: web, privileged: true}]}
#     - {containers: [{name: web, privileged: false}]}
package pratique.gates.runtime.container

import data.pratique.lib.containers
import data.pratique.lib.finding
import data.pratique.lib.ports
import data.pratique.lib.signatures

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": _message(params.check, container, text), "location": containers.location(container)}) |
		some container in containers.all
		some text in _wrong(params.check, container, params)
	],
	[finding.unknown_at(rule, [sprintf("containers: %s of %s", [field, containers.name(container)])], containers.location(container)) |
		some container in containers.all
		some field in _unknown(params.check, container)
	],
) if {
	_fields[params.check]
}

_message("user", container, text) := sprintf("Running as root: %s%s", [containers.name(container), text])

_message(check, container, text) := sprintf("%s: %s", [containers.name(container), text]) if check != "user"

# What each check reads; a container that does not tell it is unknown.
_fields := {
	"user": [], "content_trust": [], "apparmor": ["apparmor_profile"], "selinux": ["security_opt"], "capabilities": ["cap_add"],
	"privileged": ["privileged"], "sensitive_mounts": ["mounts"], "ssh": [], "privileged_ports": ["ports"], "ports": ["ports", "publish_all"],
	"host_network": ["network_mode"], "memory": ["memory"], "cpu": ["cpu_shares"], "readonly": ["readonly_rootfs"], "bound_interface": ["ports"],
	"restart": ["restart_policy"], "host_pid": ["pid_mode"], "host_ipc": ["ipc_mode"], "devices": ["devices"], "ulimits": ["ulimits"],
	"propagation": ["mounts"], "host_uts": ["uts_mode"], "seccomp": ["seccomp_profile"], "cgroup": ["cgroup_parent"],
	"no_new_privileges": ["no_new_privileges"], "healthcheck": ["healthcheck"], "pids": ["pids_limit"], "default_bridge": ["network_mode"],
	"host_userns": ["userns_mode"], "engine_socket": ["mounts"], "logging": ["log_driver"], "secrets": ["env"], "device_files": ["mounts"],
}

_unknown(check, container) := array.concat(
	[field | some field in _fields[check]; _untold(container, field)],
	[fact | some fact in _also_unknown(check, container)],
)

_untold(container, field) if object.get(container, field, null) == null

_untold(container, field) if field in object.get(container, "incomplete", [])

# A container without a user of its own has the image's.
_also_unknown("user", container) := {"user" |
	not containers.user(container)
}

# An SSH server shows itself in the processes that run, or else in the image that is run.
_also_unknown("ssh", container) := {"processes" |
	object.get(container, "processes", null) == null
	not containers.config(container)
}

_also_unknown("content_trust", container) := {"content_trust, signatures or host.environment" |
	object.get(container, "content_trust", null) == null
	not _trust_known
}

_also_unknown("secrets", container) := {sprintf("the value of %s", [secret.name]) | some secret in _secrets(container); not is_string(object.get(secret, "fingerprint", null))} if _searched

_also_unknown("secrets", _) := {"secrets"} if not _searched

_also_unknown("bound_interface", container) := {sprintf("the address of port %d", [port.host_port]) |
	some port in container.ports
	is_number(port.host_port)
	not is_string(object.get(port, "host_ip", null))
}

_also_unknown(check, container) := {sprintf("the source of the mount %s", [mount.target]) |
	some mount in container.mounts
	mount.type == "bind"
	not is_string(object.get(mount, "source", null))
} if {
	check in {"sensitive_mounts", "device_files", "engine_socket"}
}

default _also_unknown(_, _) := set()

_searched if is_array(input.secrets)

_secrets(container) := [secret |
	some secret in input.secrets
	secret.source == "container_env"
	startswith(secret.path, concat("", [container.pointer, "/"]))
]

_trust_known if {
	is_array(input.signatures)
	not signatures.of_nobody
}

_trust_known if is_object(input.host.environment)

_trusted(_) if input.host.environment.DOCKER_CONTENT_TRUST == "1"

_trusted(container) if {
	containers.config(container)
	signatures.of_image
}

_wrong("user", c, _) := [text |
	user := containers.user(c)
	regex.match(`^(?:root|[+-]?0+)?(?::.*)?$`, user)
	object.get(c, "run_as_non_root", null) != true
	text := _as(user)
]

# The option of a run goes before the environment that it is run in.
_wrong("content_trust", c, _) := array.concat(
	["it was run with content trust off" | c.content_trust == false],
	["it was run without content trust: DOCKER_CONTENT_TRUST is not 1, and no signature of the image is verified" |
		object.get(c, "content_trust", null) == null
		_trust_known
		not _trusted(c)
	],
)

_wrong("secrets", c, _) := [sprintf("a secret stands in its environment: %s", [secret.name]) | some secret in _secrets(c); is_string(secret.fingerprint)]

_wrong("apparmor", c, _) := [sprintf("its AppArmor profile is %q", [c.apparmor_profile]) | c.apparmor_profile in {"", "unconfined"}]

_wrong("selinux", c, params) := ["it has no security options" | c.security_opt == []; not _untold(c, "security_opt")] if params.bench_compatible

_wrong("selinux", c, params) := ["it has no SELinux label" |
	is_array(c.security_opt)
	not _untold(c, "security_opt") # there may be one
	object.get(c, "process_label", null) in {"", null}
	count([option | some option in c.security_opt; startswith(option, "label"); not regex.match(`^label[:=]disable$`, option)]) == 0
] if {
	not params.bench_compatible
}

_wrong("capabilities", c, _) := [sprintf("it has more capabilities: %s", [concat(", ", sort(c.cap_add))]) | is_array(c.cap_add); count(c.cap_add) > 0]

_wrong("privileged", c, _) := ["it is privileged" | c.privileged == true]

_wrong("sensitive_mounts", c, _) := [sprintf("the host's %s is mounted", [mount.source]) |
	some mount in c.mounts
	mount.type == "bind"
	is_string(mount.source)
	_directory(mount.source) in {"", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr"}
]

# A directory is sensitive_mounts' to find; /dev/log and the like are there to be used.
_wrong("device_files", c, _) := [sprintf("the host's %s is mounted", [mount.source]) |
	some mount in c.mounts
	mount.type == "bind"
	is_string(mount.source)
	startswith(mount.source, "/dev/")
	_directory(mount.source) != "/dev"
]

_wrong("ssh", c, _) := array.concat(
	[sprintf("an SSH server runs: %s", [process]) | some process in c.processes; regex.match(`(?:^|/|\s)(?:sshd|dropbear)(?:[:\s]|$)`, process)],
	array.concat(
		[sprintf("it has the SSH port: %d/%s", [port.container_port, port.protocol]) | some port in c.ports; port.container_port == 22],
		[sprintf("it starts an SSH server: %s", [concat(" ", words)]) |
			words := array.concat([word | some word in c.entrypoint], [word | some word in c.command])
			regex.match(`(?:^|[/\s])(?:sshd|dropbear)(?:\s|$)`, concat(" ", words))
		],
	),
)

_wrong("privileged_ports", c, _) := [sprintf("the host's port %d is published", [port.host_port]) | some port in c.ports; port.host_port > 0; port.host_port < 1024]

_wrong("ports", c, params) := array.concat(
	[sprintf("the port %d/%s is published and not on the list", [port.container_port, port.protocol]) |
		some port in c.ports
		is_number(port.host_port)
		not ports.covered(params.allowed, {"port": port.container_port, "protocol": port.protocol})
	],
	["all exposed ports are published" | c.publish_all == true],
)

_wrong("host_network", c, _) := ["it shares the host's network" | c.network_mode == "host"]

_wrong("memory", c, _) := ["its memory has no limit" | c.memory == 0]

_wrong("cpu", c, _) := ["it has no share of the CPU" |
	c.cpu_shares == 0
	object.get(c, "nano_cpus", 0) in {0, null}
	object.get(c, "cpu_quota", 0) in {0, null}
]

_wrong("readonly", c, _) := ["its root file system can be written" | c.readonly_rootfs == false]

_wrong("bound_interface", c, _) := [sprintf("the port %d is published on all addresses", [port.host_port]) | some port in c.ports; is_number(port.host_port); port.host_ip in {"", "0.0.0.0", "::"}]

_wrong("restart", c, _) := [sprintf("its restart policy is %s, %d", [object.get(c.restart_policy, "name", ""), object.get(c.restart_policy, "maximum_retry_count", 0)]) |
	is_object(c.restart_policy)
	not _restarts_five_times(c.restart_policy)
]

_wrong("host_pid", c, _) := ["it shares the host's processes" | c.pid_mode == "host"]

_wrong("host_ipc", c, _) := ["it shares the host's IPC" | c.ipc_mode == "host"]

_wrong("devices", c, _) := [sprintf("it has the device %s", [device.host]) | some device in c.devices]

_wrong("ulimits", c, _) := ["it has no limits of its own, the daemon's default holds" | c.ulimits == []; not _untold(c, "ulimits")]

_wrong("propagation", c, _) := [sprintf("mounts below %s propagate", [mount.target]) | some mount in c.mounts; mount.propagation in {"shared", "rshared"}]

_wrong("host_uts", c, _) := ["it shares the host's UTS" | c.uts_mode == "host"]

_wrong("seccomp", c, _) := ["its system calls are not filtered" | c.seccomp_profile == "unconfined"]

_wrong("cgroup", c, _) := [sprintf("its cgroup is %s", [c.cgroup_parent]) | c.cgroup_parent != ""; c.cgroup_parent != null]

_wrong("no_new_privileges", c, _) := ["it can gain privileges" |
	c.no_new_privileges == false
	object.get(input, ["daemon", "effective", "no-new-privileges"], false) != true
]

_wrong("healthcheck", c, _) := ["its health is not checked" |
	is_object(c.healthcheck)
	not _checks(c)
]

_wrong("pids", c, _) := ["the number of its processes has no limit" | c.pids_limit <= 0; c.pids_limit != null]

_wrong("default_bridge", c, _) := ["it is on the default bridge" | c.network_mode in {"", "default", "bridge"}]

_wrong("logging", c, _) := [sprintf("its logs stay on the host: the driver is %s", [c.log_driver]) | c.log_driver in {"none", "json-file", "local"}]

_wrong("host_userns", c, _) := ["it shares the host's user namespace" | c.userns_mode == "host"]

_wrong("engine_socket", c, _) := [sprintf("the engine's socket is mounted: %s", [mount.source]) | some mount in c.mounts; is_string(mount.source); regex.match(`/(?:docker|containerd|podman|crio)\.sock$`, mount.source)]

_as("") := ""

_as(user) := sprintf(" (the user is %q)", [user]) if user != ""

_directory(path) := trim_suffix(path, "/")

_restarts_five_times(policy) if {
	policy.name == "on-failure"
	policy.maximum_retry_count > 0
	policy.maximum_retry_count <= 5
}

_checks(c) if {
	c.healthcheck.defined
	not c.healthcheck.disabled
}

# The kubelet asks probes, and never the image's check.
_checks(c) if {
	not c.healthcheck.disabled
	object.get(c, "source", "") != "kubernetes"
	some first in [containers.config(c).Healthcheck.Test[0]]
	first != "NONE"
}
