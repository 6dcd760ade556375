# METADATA
# title: File name
# description: >-
#   Reports each entry of the image, a file, directory, link or device, whose path matches a Python
#   regular expression. The expression is matched from the beginning of the path, so it begins
#   with / or .* where it is to match anything.
# scope: package
# custom:
#   gate: files
#   trigger: name_match
#   remediation: >-
#     Do not put the file into the image: exclude it by .dockerignore, or delete it in the same RUN
#     instruction that makes it.
#   gate_description: Checks of the files in the image.
#   parameters:
#     - name: regex
#       attribute: regex
#       description: A regular expression for whole paths.
#       example: .*\.pem
#       required: true
#       validator: string
#       regex: true
#       subjects: []
#   needs:
#     - "files:match:{regex.re2}"
#   messages:
#     - "Application of regex matched file found in container: file={path} regexp={regex}"
#   examples:
#     - {id: no-keys, gate: files, trigger: name_match, action: STOP, params: [{name: regex, value: '.*\.pem$'}]}
#   samples:
#     - {files: {"/app/{regex.match}": {type: file}}}
#     - {files: {"{regex.match}": {type: file}}}
#     - {files: {/example: {type: file}}}
#     - {files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.files.name_match

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.pattern

# METADATA
# description: One finding for each path that matches, in the order of the paths.
findings(rule, params) := [finding.new(rule, {"message": message, "location": files.location(path)}) |
	some path in matching
	message := sprintf("Application of regex matched file found in container: file=%s regexp=%s", [path, params.regex])
] if {
	matching := pattern.matching(params.regex_pattern, files.paths)
}

# Python compiles the expression only when there is a path to match.
findings(rule, params) := [finding.error(rule, problem) | count(files.paths) > 0] if {
	problem := pattern.problem(params.regex_pattern)
}

# METADATA
# description: The texts that the expression is tested on.
regex_subjects(_) := files.paths
