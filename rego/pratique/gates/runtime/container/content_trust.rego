# METADATA
# title: The container was run without content trust
# description: >-
#   The option of a run goes before the environment that it is run in.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Run it with DOCKER_CONTENT_TRUST=1 in the environment, and without --disable-content-trust.
package pratique.gates.runtime.container.content_trust

import data.pratique.lib.containers
import data.pratique.lib.signatures

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"hits": [containers.hit(c, text, {}) |
		some c in containers.list
		some text in _texts(c, params.accept_files)
	],
	"gaps": {c.pointer: ["content trust (no signatures or host environment given)"] |
		some c in containers.list
		_not_told(c)
		not _trust_known(params.accept_files)
	},
})

_texts(container, _) := ["content trust is disabled"] if container.content_trust == false

_texts(container, accept_files) := [concat("", [
	"content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, ",
	"and the image has no verified signature",
])] if {
	_not_told(container)
	_trust_known(accept_files)
	not _trusted(container, accept_files)
}

_not_told(container) if object.get(container, "content_trust", null) == null

_trust_known(accept_files) if {
	is_array(input.signatures)
	not signatures.of_nobody(accept_files)
}

_trust_known(_) if is_object(input.host.environment)

_trusted(_, _) if input.host.environment.DOCKER_CONTENT_TRUST == "1"

_trusted(container, accept_files) if {
	containers.config(container)
	signatures.of_image(accept_files)
}
