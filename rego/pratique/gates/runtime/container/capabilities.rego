# METADATA
# title: The container has more capabilities than the engine gives
# description: >-
#   Names are compared in upper case and without CAP_. With drop_all, a container also has to drop all
#   capabilities before it adds what it needs.
# scope: package
# custom:
#   remediation: >-
#     Run it without --privileged, and add no capability that it does not need: --cap-drop ALL
#     --cap-add NAME.
package pratique.gates.runtime.container.capabilities

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["cap_add"],
	"hits": [containers.hit(c, hit.text, hit.about) |
		some c in containers.list
		some hit in array.concat(_added(c), _kept(c, params))
	],
	"gaps": {c.pointer: ["cap_drop"] |
		object.get(params, "drop_all", false)
		some c in containers.list
		not _drops_all(c)
		not containers.tells(c, "cap_drop")
	},
})

_added(container) := [{"text": text, "about": {"capabilities": added}} |
	added := sort([capability | some capability in container.cap_add; not _name(capability) in _defaults])
	count(added) > 0
	text := sprintf("added capabilities: %s", [concat(", ", added)])
]

_kept(container, params) := [{"text": "not all capabilities are dropped", "about": {"capabilities": "kept"}} |
	object.get(params, "drop_all", false)
	containers.tells(container, "cap_drop")
	not _drops_all(container)
]

_drops_all(container) if {
	some capability in container.cap_drop
	_name(capability) == "ALL"
}

_name(capability) := trim_prefix(upper(capability), "CAP_")

# What the engine gives each container.
_defaults := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
	"SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
}
