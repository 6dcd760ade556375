# METADATA
# title: User ids
# description: >-
#   Reports the entries of /etc/passwd whose numeric user id is listed. Ids are compared as
#   text, so an entry with 050 does not match 50.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: blacklist_userids
#   remediation: >-
#     Give the account another number, RUN usermod --uid UID NAME, or remove it: RUN userdel NAME.
#   parameters:
#     - name: user_ids
#       attribute: user_id_blacklist
#       description: Numeric ids of users, separated by commas.
#       example: "0,1"
#       required: true
#       validator: numcsv
#       aliases: [useridblacklist]
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Blacklisted uid '{uid}' found in image's /etc/passwd: pentry={entry}"
#   examples:
#     - {id: no-uid-0, gate: passwd_file, trigger: blacklist_userids, action: STOP, params: [{name: user_ids, value: "0"}]}
#   samples:
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:{user_ids.item}:1000::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:4711:1000::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.blacklist_userids

import data.pratique.lib.finding
import data.pratique.lib.passwd

# METADATA
# description: >-
#   One finding for each such entry, in file order. An entry without the field is passed over,
#   where Anchore gives up the whole evaluation (docs/compatibility.md#passwd-short-lines).
findings(rule, params) := [finding.new(rule, hit) |
	some entry in passwd.entries
	id := entry.fields[2]
	id in blacklist
	hit := passwd.hit("uid", id, entry)
] if {
	not passwd.problem
	ids := params.user_ids
	blacklist := {format_int(id, 10) | some id in ids}
}

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
