# METADATA
# title: Group ids
# description: >-
#   Reports the entries of /etc/passwd whose numeric group id is listed. Ids are compared as
#   text, so an entry with 050 does not match 50.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: blacklist_groupids
#   remediation: >-
#     Give the account another primary group, RUN usermod --gid GID NAME, or remove it: RUN userdel
#     NAME.
#   parameters:
#     - name: group_ids
#       attribute: group_id_blacklist
#       description: Numeric ids of groups, separated by commas.
#       example: "999,20"
#       required: true
#       validator: numcsv
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Blacklisted gid '{gid}' found in image's /etc/passwd: pentry={entry}"
#   examples:
#     - {id: no-gid-0, gate: passwd_file, trigger: blacklist_groupids, action: STOP, params: [{name: group_ids, value: "0"}]}
#   samples:
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:{group_ids.item}::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:4711::/home/example:/bin/false\n"}}}
#     - {retrieved_files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.blacklist_groupids

import data.pratique.lib.finding
import data.pratique.lib.passwd

# METADATA
# description: >-
#   One finding for each such entry, in file order. An entry without the field is passed over,
#   where Anchore gives up the whole evaluation (docs/compatibility.md#passwd-short-lines).
findings(rule, params) := [finding.new(rule, hit) |
	some entry in passwd.entries
	id := entry.fields[3]
	id in blacklist
	hit := passwd.hit("gid", id, entry)
] if {
	not passwd.problem
	ids := params.group_ids
	blacklist := {format_int(id, 10) | some id in ids}
}

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
