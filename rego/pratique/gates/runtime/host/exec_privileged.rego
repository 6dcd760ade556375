# METADATA
# title: docker exec was called with privileges
# scope: package
# custom:
#   remediation: >-
#     Call docker exec without --privileged, and find out who called it so.
package pratique.gates.runtime.host.exec_privileged

import data.pratique.lib.audit_log
import data.pratique.lib.host

# METADATA
# description: Sorted by message.
findings(rule, params) := array.concat(
	host.report(rule, params, {
		"missing": audit_log.missing,
		"hits": [host.hit(text, {"container": call.container, "event": call.event}) |
			some call in audit_log.execs
			call.privileged
			text := sprintf("docker exec --privileged in %s, audit event %s", [call.container, call.event])
		],
	}),
	audit_log.unread(rule),
)
