# METADATA
# title: The image
# description: >-
#   Fires for what good images do without. latest_tag: the tag latest, or none; duplicate_ids: two
#   users or groups of one name or number; empty_passwords: users with an empty password;
#   labels: a label that is required and missing.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: image
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: latest_tag
#       required: true
#       validator: enum
#       values: [latest_tag, duplicate_ids, empty_passwords, labels]
#     - name: labels
#       attribute: labels
#       applies: {check: [labels]}
#       description: Names of labels, separated by commas, for labels.
#       example: org.opencontainers.image.source
#       validator: csv-any
#       default: ""
#   needs:
#     - {need: image, when: {check: [latest_tag]}}
#     - {need: accounts, when: {check: [duplicate_ids, empty_passwords]}}
#     - {need: dockerfile, when: {check: [labels]}}
#   messages:
#     - "Image is tagged latest"
#     - "Several {users or groups} have the {name or number} {which}"
#     - "Account has an empty password: {user}"
#     - "Label is missing: {name}"
#   examples:
#     - {id: latest, gate: practice, trigger: image, action: WARN, params: [{name: check, value: latest_tag}]}
#   samples:
#     - {image: {tag: latest, config: {}}, accounts: {users: [], groups: []}}
#     - {image: {tag: "1", config: {}}, accounts: {users: [], groups: []}}
package pratique.gates.practice.image

# METADATA
# description: Those of the check, whose module is named by it.
findings(rule, params) := _findings(params.check, rule, params)

_findings("duplicate_ids", rule, params) := data.pratique.gates.practice.image.duplicate_ids.findings(rule, params)

_findings("empty_passwords", rule, params) := data.pratique.gates.practice.image.empty_passwords.findings(rule, params)

_findings("labels", rule, params) := data.pratique.gates.practice.image.labels.findings(rule, params)

_findings("latest_tag", rule, params) := data.pratique.gates.practice.image.latest_tag.findings(rule, params)
