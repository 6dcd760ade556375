# METADATA
# title: Why a control does not apply
# description: >-
#   `not_applicable` of a control is {"absent": pointer}, {"equals": {pointer: value}},
#   {"file": path of the host}, {"files": [the places where it may be, or @OPTION of the daemon]} or
#   {"rule": name}, where the name is one of `excuses`.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.controls.applicability

import data.pratique.lib.daemon
import data.pratique.lib.host_files

# METADATA
# title: The reasons, none where it applies
reasons(control) := [reason | some reason in _reasons(object.get(control, "not_applicable", {}))]

_reasons(condition) := array.flatten([
	[sprintf("no %s", [condition.absent]) | _value(condition.absent) == null],
	[sprintf("%s is %s", [pointer, json.marshal(value)]) |
		some pointer, value in condition.equals
		_value(pointer) == value
	],
	[excuses[condition.rule] | condition.rule],
	_without_file(_places(condition)),
])

_places(condition) := array.concat([condition.file | condition.file], object.get(condition, "files", []))

_without_file(places) := array.concat(
	[sprintf("the host has no %s", [places[0]]) | host_files.gone(places)],
	[sprintf("the daemon has no %s", [option]) |
		some place in places
		startswith(place, "@")
		option := trim_prefix(place, "@")
		_unused(option)
	],
)

# Where TLS is on and an option is not set, dockerd looks in the home of whoever runs it.
_unused(option) if {
	daemon.option(option) == ""
	daemon.option("tls") == false
	daemon.option("tlsverify") == false
}

_value(pointer) := object.get(input, split(trim_prefix(pointer, "/"), "/"), null)

# METADATA
# title: Name -> why what it names does not apply, where that is so
excuses["no_swarm"] := "swarm mode is off" if {
	input.daemon.info.Swarm.LocalNodeState == "inactive"
}

excuses["no_overlay"] := "no overlay network" if {
	is_array(input.daemon.networks)
	every network in input.daemon.networks {
		network.driver != "overlay"
	}
}

excuses["no_tcp"] := "the daemon does not listen on TCP" if {
	is_array(daemon.option("hosts"))
	not daemon.listens
}

excuses["no_registry_v1"] := "this version has no legacy registry protocol" if daemon.without_legacy_registry

excuses["no_apparmor"] := "the daemon has no AppArmor" if {
	daemon.describes_security
	not daemon.security("apparmor")
}

excuses["no_selinux"] := "the daemon has no SELinux" if {
	daemon.describes_security
	not daemon.security("selinux")
}
