# METADATA
# title: No /etc/passwd
# description: Fires where /etc/passwd is not among the retrieved files, or has no line.
# scope: package
# custom:
#   gate: passwd_file
#   trigger: content_not_available
#   remediation: >-
#     Have the file retrieved (--retrieve /etc/passwd). Where the image has none or an empty one,
#     add it: COPY passwd /etc/passwd.
#   gate_description: Checks of the entries of /etc/passwd.
#   parameters: []
#   needs:
#     - retrieved_files:/etc/passwd
#   messages:
#     - "Cannot locate /etc/passwd in image stored files archive: check analyzer settings."
#   examples:
#     - {id: passwd, gate: passwd_file, trigger: content_not_available, action: WARN, params: []}
#   samples:
#     - {retrieved_files: {}}
#     - {retrieved_files: {/etc/passwd: {encoding: utf-8, content: "root:x:0:0:root:/root:/bin/sh\n"}}}
#   anchore: {since: "1.0"}
package pratique.gates.passwd_file.content_not_available

import data.pratique.lib.finding
import data.pratique.lib.passwd

_message := "Cannot locate /etc/passwd in image stored files archive: check analyzer settings."

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": _message}) | count(passwd.entries) == 0] if not passwd.problem

findings(rule, _) := [finding.error(rule, passwd.problem)] if passwd.problem
