# METADATA
# title: A user has an empty password
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Lock the password, RUN passwd --lock NAME, or remove the account: RUN userdel NAME.
package pratique.gates.practice.image.empty_passwords

import data.pratique.lib.finding

# METADATA
# description: Sorted by user.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"check": params.check, "user": name}}) |
	some name in sort({user.name | some user in input.accounts.users; user.password == "empty"})
	message := sprintf("Account has an empty password: %s", [name])
] if {
	_known
}

findings(rule, _) := [finding.unknown(rule, ["accounts"])] if not _known

_known if is_object(input.accounts)
