# METADATA
# title: The seccomp profile is not the default
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Remove "seccomp-profile" from /etc/docker/daemon.json, and restart the daemon, so that the
#     default profile applies.
package pratique.gates.runtime.daemon.seccomp

import data.pratique.lib.daemon

# METADATA
# title: What the daemon tells, and what is wrong with it
findings(rule, params) := daemon.report(rule, params, {
	"facts": _facts,
	"hits": [daemon.hit("the seccomp profile is not the default one", {}) | not _default],
})

_facts := [["info", "SecurityOptions"], ["effective", "seccomp-profile"]]

# Without a profile the entry is of a daemon that has none but the default.
_default if {
	some entry in input.daemon.info.SecurityOptions
	regex.match(`^(?:name=)?seccomp(?:$|,profile=(?:default|builtin)$)`, entry)
}

_default if {
	not daemon.describes_security
	daemon.option("seccomp-profile") in {"", "default", "builtin"}
}
