# METADATA
# title: User
# description: >-
#   Fires where the container runs as root: the user of the configuration, or of a Dockerfile
#   alone the last USER that reaches the image, is root, 0 in any spelling, or none, with
#   whatever group. With accounts it fires where the name has uid 0 in /etc/passwd. A user that
#   is a variable is unknown.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: user
#   remediation: >-
#     Create a user and end the Dockerfile with USER and its number, such as USER 10001.
#   gate_description: Checks that benchmarks ask for and that no gate of Anchore can do, on configuration, Dockerfile and files together.
#   parameters:
#     - name: accounts
#       attribute: accounts
#       description: Looks the name up in /etc/passwd instead.
#       example: "true"
#       validator: bool
#       default: "false"
#   needs:
#     - dockerfile
#     - {need: accounts, when: {accounts: ["true"]}}
#   messages:
#     - "Container runs as root: the user is {user}"
#     - "Container runs as root: no user is set"
#     - "Container runs as root: {user} has uid 0 in /etc/passwd"
#   examples:
#     - {id: user, gate: hardening, trigger: user, action: STOP, params: []}
#   samples:
#     - {image: {config: {User: ""}}, accounts: {users: []}}
#     - {image: {config: {User: app}}, accounts: {users: [{name: app, uid: 0}]}}
#     - {image: {config: {User: app}}, accounts: {users: [{name: app, uid: 1000}]}}
package pratique.gates.hardening.user

import data.pratique.lib.account
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if {
	not params.accounts
	not account.user
}

findings(rule, params) := [finding.unknown(rule, [sprintf("dockerfile: %s is not known", [account.user])])] if {
	not params.accounts
	account.unresolved
}

findings(rule, params) := [finding.new(rule, hit) |
	hit := {"message": _message, "about": {"user": account.user}, "location": account.location}
] if {
	not params.accounts
	is_string(account.user)
	not account.unresolved
}

findings(rule, params) := [finding.new(rule, {"message": message, "about": {"user": user.name, "accounts": true}}) |
	not account.is_root
	some user in input.accounts.users
	user.name == account.name
	user.uid == 0
	message := sprintf("Container runs as root: %s has uid 0 in /etc/passwd", [user.name])
] if {
	params.accounts
}

_message := "Container runs as root: no user is set" if account.user == ""

_message := sprintf("Container runs as root: the user is %s", [account.user]) if {
	account.user != ""
	account.is_root
}
