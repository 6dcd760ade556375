# METADATA
# title: Effective user
# description: >-
#   Checks the user of the last USER line, root where the Dockerfile has none. Names are compared
#   as written, with group, quotes and variables. The last USER line of the whole file counts,
#   whatever its stage; a last line `user bob` in lower case is never found to be any user; and
#   the user in the image's configuration is not consulted.
# scope: package
# custom:
#   gate: dockerfile
#   trigger: effective_user
#   remediation: >-
#     End the Dockerfile with a USER line that names a user whom the rule allows.
#   parameters:
#     - name: users
#       attribute: user
#       description: Names of users, separated by commas.
#       example: root,docker
#       required: true
#       validator: csv-any
#     - name: type
#       attribute: allowed_type
#       description: Whether the listed users are the only ones allowed (whitelist), or are not allowed (blacklist).
#       example: blacklist
#       required: true
#       validator: enum
#       values: [whitelist, blacklist]
#   needs:
#     - dockerfile
#   messages:
#     - User {user} found as effective user, which is not on the allowed list
#     - User {user} found as effective user, which is explicity not allowed
#   examples:
#     - {id: not-root, gate: dockerfile, trigger: effective_user, action: STOP, params: [{name: users, value: root}, {name: type, value: blacklist}]}
#   samples:
#     - {dockerfile: {mode: actual, lines: {USER: ["USER {users.item}"]}}}
#     - {dockerfile: {mode: actual, lines: {USER: [USER example]}}}
#     - {dockerfile: {mode: actual, lines: {FROM: [FROM scratch]}}}
#   anchore: {since: "1.0"}
package pratique.gates.dockerfile.effective_user

import data.pratique.lib.dockerfile
import data.pratique.lib.finding
import data.pratique.lib.python

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message, "location": _location}) |
	message := _message(type, _user, users)
] if {
	type := params.type
	users := params.users
}

_message("whitelist", user, users) := sprintf(_not_allowed, [user]) if {
	not user in users
}

# "explicity" is Anchore's spelling, and the trigger id's.
_message("blacklist", user, users) := sprintf(_denied, [user]) if {
	user in users
}

# Everything after USER, up to a bracket that closes. compatibility.md#user-lower-case: only in upper case.
_user := groups[1] if {
	groups := regex.find_all_string_submatch_n(_user_line, _line, 1)[0]
}

_user_line := concat("", [`USER`, python.space, `+\[?([^\]]+)`])

# compatibility.md#user-last-line: of whatever stage.
_line := python.strip(_lines[count(_lines) - 1])

_line := "USER root" if {
	count(dockerfile.lines) > 0
	not _lines
}

_lines := dockerfile.lines.USER if count(dockerfile.lines.USER) > 0

default _location := null

_location := dockerfile.location("USER", count(_lines) - 1)

_not_allowed := "User %s found as effective user, which is not on the allowed list"

_denied := "User %s found as effective user, which is explicity not allowed"
