# METADATA
# title: Full entry
# description: Reports an entry of /etc/passwd that equals the given one.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: blacklist_full_entry
#   remediation: >-
#     Remove the account: RUN userdel NAME (deluser NAME on Alpine).
#   parameters:
#     - name: entry
#       attribute: pentry_blacklist
#       description: One entry, with all of its fields. Commas do not separate entries.
#       example: "ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin"
#       required: true
#       validator: string
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Blacklisted pentry '{entry}' found in image's /etc/passwd: pentry={entry}"
#   examples:
#     - {id: no-ftp, gate: passwd_file, trigger: blacklist_full_entry, action: STOP, params: [{name: entry, value: "ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin"}]}
#   samples:
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "{entry}\n"}}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:1000::/home/example:/bin/false\n"}}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.blacklist_full_entry

import data.pratique.lib.finding
import data.pratique.lib.passwd
import data.pratique.lib.python

# METADATA
# description: One finding for each such entry, in file order.
findings(rule, params) := [finding.new(rule, hit) |
	some entry in passwd.entries
	entry.line == wanted
	hit := passwd.hit("pentry", wanted, entry)
] if {
	not passwd.problem
	wanted := python.strip(params.entry)
}

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
