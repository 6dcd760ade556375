# METADATA
# title: Neither AppArmor nor SELinux confines the container
# description: >-
#   One of the two is enough, and it has to be one that the daemon has.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Run it on a host with AppArmor or SELinux switched on, and without apparmor=unconfined or
#     label=disable.
package pratique.gates.runtime.deployment.confinement

import data.pratique.lib.containers
import data.pratique.lib.daemon
import data.pratique.lib.finding

# METADATA
# description: What is of a container in the containers' order, then what is of the daemon.
findings(rule, params) := array.flatten([
	containers.report(rule, params, {
		"hits": [containers.hit(c, "neither AppArmor nor SELinux is active", {}) |
			some c in containers.list
			not _confined(c)
			not _unknown(c)
		],
		"gaps": {c.pointer: ["apparmor_profile or security_opt"] |
			some c in containers.list
			not _confined(c)
			_unknown(c)
		},
	}),
	[finding.new(rule, {"message": message, "about": {"check": params.check}}) |
		_mechanisms == set()
		message := "the daemon has neither AppArmor nor SELinux"
	],
	[finding.unknown(rule, ["containers"]) | not _has_containers; _mechanisms != set()],
])

_has_containers if count(input.containers) > 0

_mechanisms := {name | some name in ["apparmor", "selinux"]; daemon.security(name)} if daemon.describes_security

_mechanisms := {"apparmor", "selinux"} if not daemon.describes_security

_confined(container) if {
	"apparmor" in _mechanisms
	not object.get(container, "apparmor_profile", null) in {"", "unconfined", null}
}

_confined(container) if {
	"selinux" in _mechanisms
	not object.get(container, "process_label", null) in {"", null}
}

_confined(container) if {
	"selinux" in _mechanisms
	some option in container.security_opt
	regex.match(`^label[:=]`, option)
	not regex.match(`^label[:=]disable$`, option)
}

_unknown(container) if {
	"apparmor" in _mechanisms
	not containers.tells(container, "apparmor_profile")
}

_unknown(container) if {
	"selinux" in _mechanisms
	not containers.tells(container, "security_opt")
}
