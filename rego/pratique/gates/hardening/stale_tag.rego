# METADATA
# title: Image that its tag no longer names
# description: >-
#   Fires where the image is not what its tag names in the registry now: whoever pulls the tag
#   gets another. An image of an index that the tag names is none of these.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: stale_tag
#   remediation: >-
#     Pull the tag again and judge what it names now, or push this image to the tag.
#   needs:
#     - image
#     - registry
#   messages:
#     - "The image is not the one that {reference} names now: {digest}"
#   examples:
#     - {id: stale-tag, gate: hardening, trigger: stale_tag, action: WARN, params: []}
#   samples:
#     - {image: {digest: "sha256:aa"}, registry: {checked_at: "2026-01-01T00:00:00Z", reference: "registry.example.com/app:1", tag_digest: "sha256:bb", base_digests: {}, manifests: {}}}
#     - {image: {digest: "sha256:aa"}, registry: {checked_at: "2026-01-01T00:00:00Z", reference: "registry.example.com/app:1", tag_digest: "sha256:aa", base_digests: {}, manifests: {}}}
package pratique.gates.hardening.stale_tag

import data.pratique.lib.finding
import data.pratique.lib.tags

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": message, "about": {"image": _reference}}) |
	not tags.covers(input.registry.tag_digest, _digests)
	message := sprintf("The image is not the one that %s names now: %s", [_reference, input.registry.tag_digest])
] if {
	count(_missing) == 0
}

findings(rule, _) := [finding.unknown(rule, _missing)] if count(_missing) > 0

_missing := array.concat(
	["image.digest" | count(_digests) == 0],
	["registry.tag_digest" | not is_string(object.get(input, ["registry", "tag_digest"], null))],
)

_digests := {input.image[key] | some key in ["digest", "parent_digest"]; is_string(input.image[key])}

default _reference := "its tag"

_reference := input.registry.reference if is_string(input.registry.reference)
