# METADATA
# title: A file is not audited
# description: >-
#   A file that was looked for and is not there needs no audit.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Add -w PATH -k docker to /etc/audit/rules.d/docker.rules, and load it: augenrules --load.
package pratique.gates.runtime.host.audit

import data.pratique.lib.audit_rules
import data.pratique.lib.host
import data.pratique.lib.host_files

# METADATA
# description: Sorted by message.
findings(rule, params) := host.report(rule, params, {
	"missing": [section | some section in host.missing("audit_rules"); not host_files.gone(params.path)],
	"hits": [host.hit(sprintf("%s is not audited", [path]), {"path": path}) |
		not host_files.gone(params.path)
		not audit_rules.watch(params.path)
		path := _place(params.path)
	],
})

_place(paths) := array.concat(
	[path | some path in host_files.entries(paths); is_object(input.host.files[path])],
	paths,
)[0]
