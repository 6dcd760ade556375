# METADATA
# title: No SELinux label confines the container
# description: >-
#   With bench_compatible any security option is taken for a label, as Docker Bench for Security does.
# scope: package
# custom:
#   remediation: >-
#     Run it on a host with SELinux, under a daemon with "selinux-enabled": true, and with
#     --security-opt label=type:TYPE.
package pratique.gates.runtime.container.selinux

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["security_opt"],
	"hits": [containers.hit(c, text, {}) |
		some c in containers.list
		containers.tells(c, "security_opt") # there may be a label among those that are not told
		text := _text(c, params.bench_compatible)
	],
})

_text(container, true) := "no security options are set" if container.security_opt == []

_text(container, false) := "no SELinux label is set" if {
	object.get(container, "process_label", null) in {"", null}
	not _labels(container)
}

_labels(container) if {
	some option in container.security_opt
	startswith(option, "label")
	not regex.match(`^label[:=]disable$`, option)
}
