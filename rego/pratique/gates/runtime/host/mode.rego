# METADATA
# title: A file may be used by more than it may
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Take the permissions away that the rule does not allow: chmod MODE PATH.
package pratique.gates.runtime.host.mode

import data.pratique.lib.host
import data.pratique.lib.host_files

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": host_files.missing(params.path),
	"hits": [host.hit(sprintf("%s has mode %04o", [path, mode]), {"path": path}) |
		some path in host_files.entries(params.path)
		file := input.host.files[path]
		is_object(file)
		mode := bits.and(file.mode, 4095)
		bits.and(mode, bits.negate(_octal(params.allowed[0]))) != 0
	],
})

_octal(text) := sum([value |
	some i, digit in regex.find_n(`[0-7]`, text, -1)
	value := to_number(digit) * [1, 8, 64, 512][(count(text) - 1) - i]
])
