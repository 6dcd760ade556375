# METADATA
# title: Content trust
# description: >-
#   Fires where no verified signature of the image is known and content trust is off. A signature is
#   evidence of the image whose digest it has, of its manifest or index, until it expires. Pass by
#   the environment alone says that images are pulled with content trust, not that this one was.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: content_trust
#   needs: []
#   messages:
#     - "No signature of the image is verified, and content trust is off: DOCKER_CONTENT_TRUST is not 1"
#   examples:
#     - {id: content-trust, gate: hardening, trigger: content_trust, action: STOP, params: []}
#   samples:
#     - {host: {environment: {}}}
#     - {host: {environment: {DOCKER_CONTENT_TRUST: "1"}}}
package pratique.gates.hardening.content_trust

import data.pratique.lib.finding
import data.pratique.lib.signatures

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": message, "about": {}}) | some message in _messages] if {
	count(_missing) == 0
}

findings(rule, _) := [finding.unknown(rule, _missing)] if count(_missing) > 0

_missing := ["signatures", "host.environment"] if not _looked_for

_missing := ["image.digest" | signatures.of_nobody; not _on] if _looked_for

_looked_for if is_array(input.signatures)

_looked_for if is_object(input.host.environment)

_messages := ["No signature of the image is verified, and content trust is off: DOCKER_CONTENT_TRUST is not 1" |
	not signatures.of_image
	not _on
]

_on if input.host.environment.DOCKER_CONTENT_TRUST == "1"
