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
#       description: Names of labels, separated by commas, for labels.
#       example: org.opencontainers.image.source
#       validator: csv-any
#       default: ""
#   needs:
#     - {need: image, when: {check: [latest_tag]}}
#     - {need: accounts, when: {check: [duplicate_ids, empty_passwords]}}
#     - {need: dockerfile, when: {check: [labels]}}
#   messages:
#     - "The image is tagged latest, which stands for another image tomorrow"
#     - "Several {users or groups} have the {name or number} {which}"
#     - "The password of {user} is empty"
#     - "The label {name} is missing"
#   examples:
#     - {id: latest, gate: practice, trigger: image, action: WARN, params: [{name: check, value: latest_tag}]}
#   samples:
#     - {image: {tag: latest, config: {}}, accounts: {users: [], groups: []}}
#     - {image: {tag: "1", config: {}}, accounts: {users: [], groups: []}}
package pratique.gates.practice.image

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: Sorted.
findings(rule, params) := [finding.new(rule, {"message": message}) | some message in sort(_messages(params))] if {
	_known(params.check)
}

findings(rule, params) := [finding.unknown(rule, [_missing[params.check]])] if not _known(params.check)

_missing := {
	"latest_tag": "image: its tag",
	"labels": "dockerfile: the instructions could not be read",
	"duplicate_ids": "accounts",
	"empty_passwords": "accounts",
}

_known("latest_tag") if is_string(input.image.tag)

_known(check) if {
	check in {"duplicate_ids", "empty_passwords"}
	is_object(input.accounts)
}

_known("labels") if build.config

_known("labels") if build.known

_messages(params) := ({"The image is tagged latest, which stands for another image tomorrow" |
	params.check == "latest_tag"
	input.image.tag == "latest"
} | _accounts(params.check)) | {sprintf("The label %s is missing", [name]) |
	params.check == "labels"
	some name in params.labels
	not name in _labels
}

_accounts("duplicate_ids") := {sprintf("Several %s have the %s %v", [kind, noun, value]) |
	some [kind, noun, key] in [["users", "name", "name"], ["users", "number", "uid"], ["groups", "name", "name"], ["groups", "number", "gid"]]
	some i, account in input.accounts[kind]
	some j, other in input.accounts[kind]
	j > i
	value := account[key]
	other[key] == value
}

_accounts("empty_passwords") := {sprintf("The password of %s is empty", [user.name]) |
	some user in input.accounts.users
	user.password == "empty"
}

_accounts(check) := set() if not check in {"duplicate_ids", "empty_passwords"}

default _labels := set()

_labels := object.keys(build.config.Labels) if is_object(build.config.Labels)

_labels := {pair.name |
	some instruction in build.settings
	instruction.instruction == "LABEL"
	some pair in instruction.pairs
} if {
	not build.config
}
