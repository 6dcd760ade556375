# METADATA
# title: Files that everyone may write
# description: >-
#   Fires for each file that everyone may write, and for each such directory without the sticky bit,
#   but not for the paths that are allowed. Whoever gets into the container, as whatever user, may
#   change them. Links and devices have no such permissions of their own.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: writable_file
#   remediation: >-
#     Take the permission away in the instruction that brings the file: COPY --chmod=644, or RUN
#     chmod o-w PATH.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Paths that everyone may write, separated by commas.
#       example: /var/spool/uploads
#       validator: csv-any
#       default: ""
#   needs:
#     - files:writable
#   messages:
#     - "Everyone may write {path}: mode {mode}"
#   examples:
#     - {id: writable-file, gate: hardening, trigger: writable_file, action: STOP, params: [{name: allowed, value: /var/spool/uploads}]}
#   samples:
#     - {files: {/etc/example.conf: {type: file, mode: 33206}}}
#     - {files: {/etc/example.conf: {type: file, mode: 33188}}}
package pratique.gates.hardening.writable_file

import data.pratique.lib.files
import data.pratique.lib.finding

# METADATA
# description: One finding a path, in the order of the paths.
findings(rule, params) := [finding.new(rule, hit) |
	some path in sort(files.paths)
	file := input.files[path]
	_is_writable(file)
	not path in params.allowed
	hit := {
		"message": sprintf("Everyone may write %s: mode %04o", [path, bits.and(file.mode, 4095)]),
		"about": {"path": path},
		"location": files.location(path),
	}
]

_is_writable(file) if {
	file.type in {"file", "hardlink"}
	bits.and(file.mode, 2) != 0
}

_is_writable(file) if {
	file.type == "dir"
	bits.and(file.mode, 2) != 0
	bits.and(file.mode, 512) == 0 # the sticky bit
}
