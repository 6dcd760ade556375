# METADATA
# title: Secrets in files
# description: >-
#   Reports each file with a line that matches one of the regular expressions for secrets that the
#   extractor was configured to search files for; or reports that there is none.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: secret_scans
#   trigger: content_regex_checks
#   remediation: >-
#     Remove the secret in the instruction that brings it, and replace it, since whoever has the
#     image has it. Where it is asked for and not found, add it.
#   gate_description: Checks of the secrets that were found in the image's files.
#   parameters:
#     - name: content_regex_name
#       attribute: secret_contentregexp
#       description: >-
#         Names of the configured regular expressions that count, or the expressions themselves: those
#         count that stand anywhere in this text (docs/compatibility.md#secret-search-names), so that
#         a list separated by commas is one too. Without it, all count.
#       example: AWS_ACCESS_KEY
#       validator: string
#     - name: filename_regex
#       attribute: name_regexps
#       description: A regular expression for whole paths. Without it, all files count.
#       example: /etc/.*
#       validator: string
#       regex: true
#       subjects: []
#     - name: match_type
#       attribute: match_type
#       description: Whether to report what was found, or that nothing was.
#       example: notfound
#       validator: enum
#       values: [notfound, found]
#       default: found
#   needs:
#     - secret_search
#   messages:
#     - "Secret content search analyzer found regexp match in container: file={path} regexp={name}={regex}"
#     - "Secret content search analyzer did not find regexp match in container: filename_regex={filename_regex} content_regex_name={content_regex_name}"
#   examples:
#     - {id: no-keys, gate: secret_scans, trigger: content_regex_checks, action: STOP, params: [{name: content_regex_name, value: "AWS_ACCESS_KEY,PRIV_KEY"}]}
#   samples:
#     - {secret_search: {"{filename_regex.match}": [{name: "{content_regex_name.any}", regex: example}]}}
#     - {secret_search: {"{filename_regex.match}": [{name: example, regex: example}]}}
#     - {secret_search: {/example: [{name: "{content_regex_name.any}", regex: example}]}}
#     - {secret_search: {/example: [{name: example, regex: example}]}}
#     - {secret_search: {}}
#   anchore: {since: "1.0"}
package pratique.gates.secret_scans.content_regex_checks

import data.pratique.lib.content_search
import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.pattern

# METADATA
# description: >-
#   One finding for each file and expression, in the order of the paths; in a file in the order of
#   the first lines that match. For notfound one, or none.
findings(rule, params) := [finding.new(rule, hit) |
	some hit in _hits(params)
] if {
	params.match_type == "found"
	not _problem(params)
}

findings(rule, params) := [finding.new(rule, {"message": message}) |
	count(_hits(params)) == 0
	message := sprintf(_not_found, [
		_or(object.get(params, "filename_regex", ""), "*"),
		_or(object.get(params, "content_regex_name", ""), "all"),
	])
] if {
	params.match_type == "notfound"
	not _problem(params)
}

findings(rule, params) := [finding.error(rule, _problem(params))]

# METADATA
# description: The paths that the expression in filename_regex is tested on.
filename_regex_subjects(_) := _paths

_hits(params) := [hit |
	some path in _selected(params)
	some match in input.secret_search[path]
	configured := content_search.text(match)
	_counts(configured, wanted)
	hit := {
		"message": sprintf(
			"Secret content search analyzer found regexp match in container: file=%s regexp=%s",
			[path, configured],
		),
		"location": files.location(path),
	}
] if {
	wanted := object.get(params, "content_regex_name", "")
}

_paths contains path if some path, _ in input.secret_search

# compatibility.md#secret-search-paths: the expression is matched from the beginning of the path.
_selected(params) := pattern.matching(params.filename_regex_pattern, _paths) if params.filename_regex != ""

_selected(params) := _paths if object.get(params, "filename_regex", "") == ""

# Python compiles the expression even when there is no path to match.
_problem(params) := pattern.problem(params.filename_regex_pattern) if params.filename_regex != ""

_counts(_, "")

_counts(configured, wanted) if {
	wanted != ""
	contains(wanted, content_search.expression(configured))
}

_counts(configured, wanted) if {
	name := content_search.name(configured)
	name != ""
	contains(wanted, name)
}

_or("", instead) := instead

_or(text, _) := text if text != ""

_not_found := concat("", [
	"Secret content search analyzer did not find regexp match in container: ",
	"filename_regex=%s content_regex_name=%s",
])
