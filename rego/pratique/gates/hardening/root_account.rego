# METADATA
# title: Accounts with root's rights
# description: >-
#   Fires for each account of the image, other than root, that has uid 0: its rights are root's, and
#   nobody looks for it. How root's own entry is written does not matter, but a second entry of root
#   counts.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: root_account
#   remediation: >-
#     Remove the account (RUN userdel --force NAME), or give it a number of its own other than 0.
#   needs:
#     - accounts
#   messages:
#     - "The account {name} has uid 0, and so the rights of root"
#   examples:
#     - {id: root-account, gate: hardening, trigger: root_account, action: STOP, params: []}
#   samples:
#     - {accounts: {users: [{name: root, uid: 0}, {name: toor, uid: 0}], groups: []}}
#     - {accounts: {users: [{name: root, uid: 0}], groups: []}}
package pratique.gates.hardening.root_account

import data.pratique.lib.finding

# METADATA
# description: One finding an account, in the order of the file.
findings(rule, _) := [finding.new(rule, {"message": message, "about": {"account": user.name}}) |
	some user in _others
	message := sprintf("The account %s has uid 0, and so the rights of root", [user.name])
] if {
	is_object(input.accounts)
}

findings(rule, _) := [finding.unknown(rule, ["accounts"])] if not is_object(object.get(input, "accounts", null))

# Those without the first entry of root.
_others := [user |
	some i, user in input.accounts.users
	user.uid == 0
	not i == _root
]

_root := min({i |
	some i, user in input.accounts.users
	user.uid == 0
	user.name == "root"
})
