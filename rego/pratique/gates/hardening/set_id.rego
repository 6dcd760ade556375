# METADATA
# title: Set-id programs
# description: >-
#   Fires for each file with the set-uid or set-gid bit, but not for directories, and not for
#   the paths that are allowed.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: set_id
#   remediation: >-
#     Take the bits away in the RUN instruction that installs the program, chmod ug-s PATH, or do
#     without it.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Paths that may keep the bit, separated by commas.
#       example: /usr/bin/passwd
#       validator: csv-any
#       default: ""
#   needs:
#     - files:setid
#   messages:
#     - "Set-id program: {path} (mode {mode})"
#   examples:
#     - {id: set-id, gate: hardening, trigger: set_id, action: STOP, params: [{name: allowed, value: /usr/bin/passwd}]}
#   samples:
#     - {files: {/usr/bin/example: {type: file, mode: 35309}}}
#     - {files: {/usr/bin/example: {type: file, mode: 33261}}}
package pratique.gates.hardening.set_id

import data.pratique.lib.files
import data.pratique.lib.finding

# METADATA
# description: One finding a file, in the order of the paths.
findings(rule, params) := [finding.new(rule, {"message": message, "about": about, "location": files.location(path)}) |
	some path in sort(files.paths)
	file := input.files[path]
	file.type in {"file", "hardlink"}
	bits.and(file.mode, 3072) != 0
	not path in params.allowed
	about := {"path": path, "bits": [name | some name, bit in _bits; bits.and(file.mode, bit) != 0]}
	message := sprintf("Set-id program: %s (mode %04o)", [path, bits.and(file.mode, 4095)])
]

_bits := {"setgid": 1024, "setuid": 2048}
