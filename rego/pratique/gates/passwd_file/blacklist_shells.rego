# METADATA
# title: Shells
# description: Reports the entries of /etc/passwd whose login shell is listed.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: blacklist_shells
#   remediation: >-
#     Give the account a shell that is allowed, RUN usermod --shell /sbin/nologin NAME, or remove
#     it: RUN userdel NAME.
#   parameters:
#     - name: shells
#       attribute: shell_blacklist
#       description: Paths of shells, separated by commas.
#       example: /bin/bash,/bin/zsh
#       required: true
#       validator: csv
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Blacklisted shell '{shell}' found in image's /etc/passwd: pentry={entry}"
#   examples:
#     - {id: no-bash, gate: passwd_file, trigger: blacklist_shells, action: STOP, params: [{name: shells, value: /bin/bash}]}
#   samples:
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:1000::/home/example:{shells.item}\n"}}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "example:x:1000:1000::/home/example:/example\n"}}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.blacklist_shells

import data.pratique.lib.finding
import data.pratique.lib.passwd

# METADATA
# description: >-
#   One finding for each such entry, in file order. An entry without the field is passed over,
#   where Anchore gives up the whole evaluation (docs/compatibility.md#passwd-short-lines).
findings(rule, params) := [finding.new(rule, hit) |
	some entry in passwd.entries
	shell := entry.fields[6]
	shell in blacklist
	hit := passwd.hit("shell", shell, entry)
] if {
	not passwd.problem
	blacklist := params.shells
}

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
