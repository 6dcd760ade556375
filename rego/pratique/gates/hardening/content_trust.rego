# METADATA
# title: Content trust
# description: >-
#   Fires where no verified signature of the image is known and content trust is off. Pass by
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

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": message}) | some message in _messages] if _looked_for

findings(rule, _) := [finding.unknown(rule, ["signatures", "host.environment"])] if not _looked_for

_looked_for if is_array(input.signatures)

_looked_for if is_object(input.host.environment)

_messages := ["No signature of the image is verified, and content trust is off: DOCKER_CONTENT_TRUST is not 1" |
	not _signed
	not _on
]

_signed if {
	some signature in input.signatures
	signature.verified == true
	_same_image(signature)
}

_same_image(signature) if signature.digest == input.image.digest

_on if input.host.environment.DOCKER_CONTENT_TRUST == "1"
