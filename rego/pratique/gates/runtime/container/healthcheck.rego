# METADATA
# title: The health of the container is not checked
# description: What runs to its end needs no check.
# scope: package
# custom:
#   remediation: >-
#     Add HEALTHCHECK to the image, or run it with --health-cmd COMMAND; in Kubernetes, a
#     livenessProbe.
package pratique.gates.runtime.container.healthcheck

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["healthcheck"],
	"except": containers.ending,
	"hits": [containers.hit(c, "no health check", {}) |
		some c in containers.list
		not c.pointer in containers.ending
		is_object(c.healthcheck)
		not _checks(c)
	],
})

_checks(container) if {
	container.healthcheck.defined
	not container.healthcheck.disabled
}

# The kubelet asks probes, and never the image's check.
_checks(container) if {
	not container.healthcheck.disabled
	object.get(container, "source", "") != "kubernetes"
	containers.config(container).Healthcheck.Test[0] != "NONE"
}
