# METADATA
# title: Content trust
# description: >-
#   Fires where no verified signature of the image is known and content trust is off. A signature is
#   evidence of the image whose digest it has, of its manifest or index, until it expires; what a file
#   claims is none, unless it is accepted. Pass by the environment alone says that images are pulled
#   with content trust, not that this one was.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: content_trust
#   remediation: >-
#     Sign the image (cosign sign, or docker trust sign) and let the signature be verified: --trust
#     FILE.
#   parameters:
#     - name: accept_files
#       attribute: accept_files
#       description: Whether signatures count that a file claims (--signatures), which anybody can write.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs: []
#   messages:
#     - "The image has no verified signature, and content trust is disabled: DOCKER_CONTENT_TRUST is not 1"
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
findings(rule, params) := [finding.new(rule, {"message": message, "about": {}}) |
	some message in _messages(params.accept_files)
] if {
	count(_missing(params.accept_files)) == 0
}

findings(rule, params) := [finding.unknown(rule, _missing(params.accept_files))] if {
	count(_missing(params.accept_files)) > 0
}

_missing(_) := ["signatures", "host.environment"] if not _looked_for

_missing(accept_files) := ["image.digest" | signatures.of_nobody(accept_files); not _on] if _looked_for

_looked_for if is_array(input.signatures)

_looked_for if is_object(input.host.environment)

_message := "The image has no verified signature, and content trust is disabled: DOCKER_CONTENT_TRUST is not 1"

_messages(accept_files) := [_message |
	not signatures.of_image(accept_files)
	not _on
]

_on if input.host.environment.DOCKER_CONTENT_TRUST == "1"
