# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
package pratique.bundle

import data.pratique.lib.image_ref as ref

info := {
	"id": "l",
	"name": null,
	"version": "1_0",
}

# The first mapping that matches the image.
mapping := {
	"pointer": "/mappings/0",
	"policies": [],
	"whitelists": [],
	"rule": {"name": "bad", "registry": "docker.io", "repository": "bad", "image": {"type": "tag", "value": "*"}, "policy_ids": ["only bad", "bad", "missing"], "whitelist_ids": ["missing"]},
	"problems": [{"kind": "GateNotFoundError", "policy_id": "bad", "rule_id": "1", "gate": "nope", "trigger": null, "parameter": null, "message": "there is no gate \"nope\"", "pointer": "/policies/1/rules/0/gate"}, {"kind": "TriggerNotFoundError", "policy_id": "bad", "rule_id": "2", "gate": "always", "trigger": "nope", "parameter": null, "message": "gate \"always\" has no trigger \"nope\"", "pointer": "/policies/1/rules/1/trigger"}, {"kind": "ReferencedObjectNotFoundError", "policy_id": null, "rule_id": null, "gate": null, "trigger": null, "parameter": null, "message": "there is no whitelist of id 'missing'", "pointer": "/mappings/0/whitelist_ids/0"}],
} if {
	ref.registry == "docker.io"
	ref.repository == "bad"
} else := {
	"pointer": "/mappings/2",
	"policies": ["good"],
	"whitelists": ["w"],
	"rule": {"name": "good", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["good"], "whitelist_ids": ["w"]},
}

# Rules that Anchore cannot compare with the image.
problems := [{"kind": "RegexSyntaxError", "policy_id": null, "rule_id": null, "gate": null, "trigger": null, "parameter": null, "message": "missing ), unterminated subpattern at position 0", "pointer": "/mappings/1/image/value"}] if {
	ref.registry == "quay.io"
	ref.repository == "x"
} else := [{"kind": "AttributeError", "policy_id": null, "rule_id": null, "gate": null, "trigger": null, "parameter": null, "message": "'NoneType' object has no attribute 'strip'", "pointer": "/whitelisted_images/0/repository"}] if {
	ref.registry == "docker.io"
}

warnings := [
	{"kind": "duplicate_key", "message": "the key is in its object more than once; the last one counts", "pointer": "/whitelists/0/items/2/id"},
]
