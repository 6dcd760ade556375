# METADATA
# title: Health check
# description: >-
#   Fires where the image has no health check, or HEALTHCHECK NONE. The configuration decides
#   where it has one, then the last HEALTHCHECK that reaches the image.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: healthcheck
#   remediation: >-
#     Add HEALTHCHECK with a command that tells whether the service answers, such as HEALTHCHECK CMD
#     ["/app", "health"].
#   needs:
#     - dockerfile
#   messages:
#     - "Image has no health check"
#     - "Health check is disabled: HEALTHCHECK NONE"
#   examples:
#     - {id: healthcheck, gate: hardening, trigger: healthcheck, action: STOP, params: []}
#   samples:
#     - {image: {config: {}}}
#     - {image: {config: {Healthcheck: {Test: [CMD, "true"]}}}}
package pratique.gates.hardening.healthcheck

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, object.union(_hit, {"location": _location})) | _hit] if _readable

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if not _readable

_readable if build.known

_readable if build.config

_hit := {"message": "Image has no health check", "about": {"healthcheck": null}} if not _test

_hit := {"message": "Health check is disabled: HEALTHCHECK NONE", "about": {"healthcheck": "NONE"}} if {
	upper(_test) == "NONE"
}

_test := _configured if _configured

# Builders of OCI images leave the field out.
_test := split(trim_space(build.last("HEALTHCHECK").value), " ")[0] if not _configured

_configured := build.config.Healthcheck.Test[0]

default _location := null

_location := build.location(build.last("HEALTHCHECK"))
