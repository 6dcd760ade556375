# METADATA
# title: Base image that its tag no longer names
# description: >-
#   Fires for each base image that is pinned to a digest (FROM name:tag@digest, or the annotations of
#   the image's base) which is not what its tag names in the registry now: there is a newer one to
#   build on. Of one that is not pinned nobody knows what the image was built on.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: stale_base
#   remediation: >-
#     Change the digest in FROM to the one that the tag names now, and build the image again.
#   needs:
#     - dockerfile
#     - registry
#   messages:
#     - "Base image {image} is not the one that its tag names now: {digest}"
#   examples:
#     - {id: stale-base, gate: hardening, trigger: stale_base, action: WARN, params: []}
#   samples:
#     - {registry: {checked_at: "2026-01-01T00:00:00Z", tag_digest: null, base_digests: {"debian:12@sha256:aa": "sha256:bb"}, manifests: {}}, dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: "debian:12@sha256:aa", reference: "debian:12@sha256:aa", stage: null}, final: true, used: true}], instructions: [{instruction: FROM, stage: 0, raw: "FROM debian:12@sha256:aa", value: "debian:12@sha256:aa", arguments: ["debian:12@sha256:aa"], start_line: 1, end_line: 1}]}}
#     - {registry: {checked_at: "2026-01-01T00:00:00Z", tag_digest: null, base_digests: {}, manifests: {}}, dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, raw: "USER app", value: "app", expanded: "app", arguments: [app], start_line: 2, end_line: 2}]}}
package pratique.gates.hardening.stale_base

import data.pratique.lib.base_images
import data.pratique.lib.finding
import data.pratique.lib.tags

# METADATA
# description: One finding an image, in file order.
findings(rule, _) := array.concat(
	[finding.new(rule, {"message": message, "about": {"image": base.text}, "location": base.location}) |
		some base in base_images.built_on
		base.digest != ""
		current := input.registry.base_digests[base.text]
		not tags.covers(current, {base.digest})
		message := sprintf("Base image %s is not the one that its tag names now: %s", [base.text, current])
	],
	[finding.unknown(rule, [reason]) | some reason in array.concat(base_images.unknown, _unknown)],
)

_unknown := [reason | some base in base_images.built_on; some reason in _why(base)]

_why(base) := [sprintf("dockerfile: the digest of the base image %s is not known", [base.text])] if base.digest == ""

_why(base) := [sprintf("registry: the registry gave no digest for the tag of the base image %s", [base.text])] if {
	base.digest != ""
	not input.registry.base_digests[base.text]
}
