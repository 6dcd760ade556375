# METADATA
# title: The volume is a directory of the kernel
# scope: package
# custom:
#   remediation: >-
#     Put the volume on a directory of the service's data, such as /var/lib/NAME, or remove VOLUME.
package pratique.gates.practice.instruction.system_volume

import data.pratique.lib.build
import data.pratique.lib.practice

# METADATA
# description: In file order.
findings(rule, params) := practice.report(rule, params, {
	"title": "Volume is on a kernel directory",
	"hits": _hits,
	"configured": true,
})

_hits := [practice.setting("volume", path) |
	some path in sort(object.keys(build.config.Volumes))
	_is_of_kernel(path)
] if {
	_configured
}

_hits := [practice.part(i, "volume", path) |
	some i in build.settings
	i.instruction == "VOLUME"
	some path in build.words(i)
	_is_of_kernel(path)
] if {
	not _configured
}

_configured if is_object(build.config.Volumes)

_is_of_kernel(path) if regex.match(`^/(?:dev|proc|sys)(?:/|$)`, path)
