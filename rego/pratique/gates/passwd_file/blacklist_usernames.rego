# METADATA
# title: User names
# description: Reports the entries of /etc/passwd whose name is listed.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: blacklist_usernames
#   remediation: >-
#     Remove the account, RUN userdel NAME, or give it another name: RUN usermod --login NEW NAME.
#   parameters:
#     - name: user_names
#       attribute: user_blacklist
#       description: Names of users, separated by commas.
#       example: daemon,ftp
#       required: true
#       validator: csv
#       aliases: [usernameblacklist]
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Blacklisted user '{name}' found in image's /etc/passwd: pentry={entry}"
#   examples:
#     - {id: no-ftp, gate: passwd_file, trigger: blacklist_usernames, action: STOP, params: [{name: user_names, value: ftp}]}
#   samples:
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "{user_names.item}:x:1000:1000::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:1000::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.blacklist_usernames

import data.pratique.lib.finding
import data.pratique.lib.passwd

# METADATA
# description: One finding for each such entry, in file order.
findings(rule, params) := [finding.new(rule, hit) |
	some entry in passwd.entries
	name := entry.fields[0]
	name in blacklist
	hit := passwd.hit("user", name, entry)
] if {
	not passwd.problem
	blacklist := params.user_names
}

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
