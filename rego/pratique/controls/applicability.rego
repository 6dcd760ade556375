# METADATA
# title: Why a control does not apply
# description: >-
#   `not_applicable` of a control is {"absent": pointer}, {"equals": {pointer: value}},
#   {"file": path of the host} or {"rule": name}, where the name is one of `excuses`.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.controls.applicability

# METADATA
# title: The reasons, none where it applies
reasons(control) := [reason | some reason in _reasons(object.get(control, "not_applicable", {}))]

_reasons(condition) := array.concat(
	[sprintf("there is no %s", [condition.absent]) | _value(condition.absent) == null],
	array.concat(
		[sprintf("%s is %s", [pointer, json.marshal(value)]) | some pointer, value in condition.equals; _value(pointer) == value],
		array.concat([excuses[condition.rule] | condition.rule], [sprintf("there is no %s on the host", [condition.file]) | _gone(condition.file)]),
	),
)

# Looked for and not there.
_gone(path) if {
	path in object.keys(input.host.files)
	input.host.files[path] == null
}

_value(pointer) := object.get(input, split(trim_prefix(pointer, "/"), "/"), null)

# METADATA
# title: Name -> why what it names does not apply, where that is so
excuses["no_swarm"] := "the daemon is in no swarm" if {
	input.daemon.info.Swarm.LocalNodeState == "inactive"
}

excuses["no_tcp"] := "the daemon does not listen on TCP" if {
	is_object(input.daemon.effective)
	every host in object.get(input.daemon.effective, "hosts", ["unix:///var/run/docker.sock"]) {
		not startswith(host, "tcp://")
	}
}

excuses["no_registry_v1"] := "this version has no operations on the legacy registry" if {
	semver.is_valid(_server_version)
	semver.compare(_server_version, "17.12.0") >= 0
}

excuses["no_apparmor"] := "the daemon has no AppArmor" if {
	is_array(input.daemon.info.SecurityOptions)
	not _has("apparmor")
}

excuses["no_selinux"] := "the daemon has no SELinux" if {
	is_array(input.daemon.info.SecurityOptions)
	not _has("selinux")
}

# 17.03.0-ce: leading zeros are not semantic.
_server_version := concat(".", [format_int(to_number(part), 10) |
	some part in array.slice(split(regex.replace(version, `[-+~].*$`, ""), "."), 0, 3)
]) if {
	version := input.daemon.version.Server.Version
	regex.match(`^[0-9]+\.[0-9]+\.[0-9]+`, version)
}

_has(name) if {
	some option in input.daemon.info.SecurityOptions
	startswith(trim_prefix(option, "name="), name)
}
