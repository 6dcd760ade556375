# METADATA
# title: Set-uid or set-gid bit
# description: >-
#   Reports each entry with the set-uid or the set-gid bit. Directories with set-gid are reported
#   too.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: files
#   trigger: suid_or_guid_set
#   remediation: >-
#     Take the bits away in the RUN instruction that installs the file, chmod ug-s PATH, or do
#     without the file.
#   parameters: []
#   needs:
#     - files:setid
#   messages:
#     - "SUID or SGID found set on file {path}. Mode: {octal mode}"
#   examples:
#     - {id: setuid, gate: files, trigger: suid_or_guid_set, action: WARN, params: []}
#   samples:
#     - {files: {/usr/bin/example: {type: file, mode: 35309}}}
#     - {files: {/usr/bin/example: {type: file, mode: 33261}}}
#   anchore: {since: "1.0"}
package pratique.gates.files.suid_or_guid_set

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.python

# METADATA
# description: One finding for each such entry, in the order of the paths.
findings(rule, _) := [finding.new(rule, {"message": message, "location": files.location(path)}) |
	some path, file in input.files
	file.mode % 4096 >= 1024 # 0o2000 or 0o4000; bits.and would read each number as a text of any length
	message := sprintf("SUID or SGID found set on file %s. Mode: %s", [path, python.oct(file.mode)])
]
