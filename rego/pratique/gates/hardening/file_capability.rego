# METADATA
# title: File capabilities
# description: >-
#   Fires for each program that a file capability (setcap) gives rights which its caller need not
#   have, as the set-id bit does, but not for the paths that are allowed.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: file_capability
#   remediation: >-
#     Take the capabilities away in the RUN instruction that installs the file, setcap -r PATH, or
#     do without the program.
#   parameters:
#     - name: allowed
#       attribute: allowed
#       description: Paths that may have capabilities, separated by commas.
#       example: /usr/bin/ping
#       validator: csv-any
#       default: ""
#   needs:
#     - files:capabilities
#   messages:
#     - "Program has file capabilities: {path}: {capabilities}"
#   examples:
#     - {id: file-capability, gate: hardening, trigger: file_capability, action: WARN, params: [{name: allowed, value: /usr/bin/ping}]}
#   samples:
#     - {files: {/usr/bin/example: {type: file, mode: 33261, capabilities: cap_net_raw=ep}}}
#     - {files: {/usr/bin/example: {type: file, mode: 33261}}}
package pratique.gates.hardening.file_capability

import data.pratique.lib.files
import data.pratique.lib.finding

# METADATA
# description: One finding a file, in the order of the paths.
findings(rule, params) := [finding.new(rule, {"message": message, "about": about, "location": files.location(path)}) |
	some path in sort(files.paths)
	file := input.files[path]
	is_string(file.capabilities)
	not path in params.allowed
	about := {"path": path, "capabilities": file.capabilities}
	message := sprintf("Program has file capabilities: %s: %s", [path, file.capabilities])
]
