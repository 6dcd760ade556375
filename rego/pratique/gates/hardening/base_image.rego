# METADATA
# title: Base image
# description: >-
#   Fires for each image that the build takes something from (FROM, COPY --from, RUN --mount)
#   and that is on none of the trusted names. A name covers its tags; with a tag or digest it
#   covers only these; * stands for anything. Names without a registry are of docker.io. The
#   image alone tells its base only where an annotation or label
#   org.opencontainers.image.base.name does.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: base_image
#   remediation: >-
#     Build on an image that the rule trusts; where it asks for a digest, name it with one: FROM
#     NAME:TAG@sha256:DIGEST.
#   parameters:
#     - name: trusted
#       attribute: trusted
#       description: Names of images, separated by commas.
#       example: "registry.example.com/base/*,debian"
#       validator: csv-any
#       default: ""
#     - name: digest
#       attribute: digest
#       description: Whether a digest is demanded too.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs:
#     - dockerfile
#     - {need: "parameters:trusted", when: {trusted: [""]}}
#   messages:
#     - "Base image {image} is not trusted"
#     - "Base image {image} is not pinned by digest"
#   examples:
#     - {id: base-image, gate: hardening, trigger: base_image, action: STOP, params: [{name: trusted, value: "registry.example.com/base/*,debian"}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: "example.invalid/x:1", reference: "example.invalid/x:1", stage: null}, final: true, used: true}], instructions: [{instruction: FROM, stage: 0, raw: "FROM example.invalid/x:1", value: "example.invalid/x:1", arguments: ["example.invalid/x:1"], start_line: 1, end_line: 1}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, raw: "USER app", value: "app", expanded: "app", arguments: [app], start_line: 2, end_line: 2}]}}
package pratique.gates.hardening.base_image

import data.pratique.lib.base_images
import data.pratique.lib.finding

# METADATA
# description: One finding an image, in file order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": message, "about": about, "location": base.location}) |
		some base in base_images.named
		some missing in _missing(base, params)
		message := sprintf("Base image %s is not %s", [base.text, _texts[missing]])
		about := {"image": base.text, "missing": missing}
	],
	[finding.unknown(rule, [reason]) | some reason in base_images.unknown],
)

_missing(base, params) := array.concat(
	["trust" | not base_images.listed(base, params.trusted)],
	["digest" | params.digest; base.digest == ""],
)

_texts := {"trust": "trusted", "digest": "pinned by digest"}
