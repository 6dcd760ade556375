# METADATA
# title: File not retrieved
# description: >-
#   Fires where a path is not among the retrieved files. Where nothing at all was retrieved it fires
#   twice. The message does not name the path, so one whitelist item covers all rules of this trigger.
# scope: package
# custom:
#   gate: retrieved_files
#   trigger: content_not_available
#   remediation: >-
#     Have the file retrieved (--retrieve PATH). Where the image has none, add it: COPY FILE PATH.
#   gate_description: Checks of the content of files that the extractor was asked for.
#   parameters:
#     - name: path
#       attribute: file_path
#       description: The absolute path of a file.
#       example: /etc/httpd.conf
#       required: true
#       validator: string
#   needs:
#     - "retrieved_files:{path}"
#   messages:
#     - Cannot locate file in the image analysis
#   examples:
#     - {id: httpd, gate: retrieved_files, trigger: content_not_available, action: STOP, params: [{name: path, value: /etc/httpd.conf}]}
#   samples:
#     - {retrieved_files: {/example: {encoding: utf-8, content: ""}}}
#     - {retrieved_files: {"{path}": {encoding: utf-8, content: ""}}}
#     - {retrieved_files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.retrieved_files.content_not_available

import data.pratique.lib.finding
import data.pratique.lib.retrieved

# METADATA
# description: One finding, two where nothing was retrieved (docs/compatibility.md#retrieved-files-twice), or none.
findings(rule, params) := [finding.new(rule, {"message": "Cannot locate file in the image analysis"}) |
	some reason in ["none", "this"]
	_missing(reason, path)
] if {
	path := params.path
}

_missing("none", _) if retrieved.none_stored

_missing("this", path) if not retrieved.stored(path)
