# METADATA
# title: The daemon's directory is on the host's own partition
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Mount a volume of its own at the daemon's directory, by default /var/lib/docker.
package pratique.gates.runtime.host.partition

import data.pratique.lib.host

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": host.missing("mounts"),
	"hits": [host.hit(sprintf("%s has no separate partition", [_root]), {"path": _root}) |
		not _root in {mount.target | some mount in input.host.mounts}
	],
})

# With user namespaces the daemon's directory is one for the first user and group, as in
# /var/lib/docker/231072.231072.
_root := regex.replace(_directory, `/[0-9]+\.[0-9]+$`, "")

_directory := [directory |
	some directory in [
		object.get(input, ["daemon", "info", "DockerRootDir"], null),
		object.get(input, ["daemon", "effective", "data-root"], null),
		object.get(input, ["daemon", "effective", "graph"], null),
		"/var/lib/docker",
	]
	is_string(directory)
][0]
