# METADATA
# title: Secret found in the environment of the container
# description: >-
#   The extractor looks for secrets; one whose value it has not seen has no fingerprint.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Replace the secret, and give it to the container as a file: docker secret, or a Secret of
#     Kubernetes that is mounted.
package pratique.gates.runtime.container.secrets

import data.pratique.lib.containers

# METADATA
# description: In the order of the containers; each finding has a pointer to its container.
findings(rule, params) := containers.report(rule, params, {
	"reads": ["env"],
	"hits": [containers.hit(c, text, {"variable": secret.name}) |
		some c in containers.list
		some secret in _secrets(c)
		is_string(secret.fingerprint)
		text := sprintf("secret found in the environment: %s", [secret.name])
	],
	"gaps": {c.pointer: _unknown(c) | some c in containers.list},
})

_secrets(container) := [secret |
	some secret in input.secrets
	secret.source == "container_env"
	startswith(secret.path, concat("", [container.pointer, "/"]))
]

_unknown(container) := {sprintf("the value of %s", [secret.name]) |
	some secret in _secrets(container)
	not is_string(object.get(secret, "fingerprint", null))
} if {
	_searched
}

_unknown(_) := {"secrets"} if not _searched

_searched if is_array(input.secrets)
