# METADATA
# title: File content
# description: >-
#   Reports each file with a line that matches one of the regular expressions that the extractor
#   was configured to search files for.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: files
#   trigger: content_regex_match
#   remediation: >-
#     Remove the line or the file in the instruction that brings it. What a later instruction
#     deletes stays in the lower layer.
#   parameters:
#     - name: regex_name
#       attribute: regex_name
#       description: >-
#         The name of a configured regular expression, the expression itself, or both as they are
#         configured. Without it, all are reported.
#       example: FIND_PRIVKEYS
#       validator: string
#   needs:
#     - content_search
#   messages:
#     - "File content analyzer found regexp match in container: file={path} regexp={name}={regex}"
#   examples:
#     - {id: todo, gate: files, trigger: content_regex_match, action: WARN, params: [{name: regex_name, value: TODO}]}
#   samples:
#     - {content_search: {/example: [{name: "{regex_name}", regex: example}]}}
#     - {content_search: {/example: [{name: example, regex: example}]}}
#     - {content_search: {}}
#   anchore: {since: "1.0"}
package pratique.gates.files.content_regex_match

import data.pratique.lib.content_search
import data.pratique.lib.files
import data.pratique.lib.finding

# METADATA
# description: >-
#   One finding for each file and expression, in the order of the paths; in a file in the order of
#   the first lines that match.
findings(rule, params) := [finding.new(rule, hit) |
	some path, matches in input.content_search
	some match in matches
	configured := content_search.text(match)
	_wanted(wanted, configured)
	hit := {
		"message": sprintf("File content analyzer found regexp match in container: file=%s regexp=%s", [path, configured]),
		"location": files.location(path),
	}
] if {
	wanted := object.get(params, "regex_name", "")
}

_wanted("", _)

# The recorded evaluations of Anchore show that the whole text selects it too.
_wanted(wanted, configured) if {
	wanted != ""
	wanted in {configured, content_search.name(configured), content_search.expression(configured)}
}
