# METADATA
# title: Content of a file
# description: >-
#   Matches a Python regular expression from the beginning of each word of a retrieved file, a word
#   being what stands between white space: no expression can match across a blank. A file that was
#   not retrieved does nothing, also for no_match. The trigger id is the rule's id and the path.
# scope: package
# custom:
#   gate: retrieved_files
#   trigger: content_regex
#   remediation: >-
#     Change the file so that it has what the rule asks for, or no longer has what the rule forbids,
#     and build the image again.
#   parameters:
#     - name: path
#       attribute: file_path
#       description: The absolute path of a file.
#       example: /etc/httpd.conf
#       required: true
#       validator: string
#     - name: check
#       attribute: check
#       description: Whether to report that a word matches, or that none does.
#       example: match
#       required: true
#       validator: enum
#       values: [match, no_match]
#     - name: regex
#       attribute: regex
#       description: A regular expression for words.
#       example: SSLEnabled
#       required: true
#       validator: string
#       regex: true
#       subjects: [path]
#   needs:
#     - "retrieved_files:{path}"
#   messages:
#     - "Content regex '{regex}' check '{check}' found in retrieved file '{path}'"
#   trigger_id: "{rule id}+file://{path}"
#   examples:
#     - {id: ssl, gate: retrieved_files, trigger: content_regex, action: STOP, params: [{name: path, value: /etc/httpd.conf}, {name: check, value: no_match}, {name: regex, value: SSLEnabled}]}
#   samples:
#     - {retrieved_files: {"{path}": {encoding: utf-8, content: "{regex.match}\n"}}}
#     - {retrieved_files: {"{path}": {encoding: utf-8, content: "example\n"}}}
#     - {retrieved_files: {"{path}": {encoding: utf-8, content: ""}}}
#   anchore: {since: "1.0"}
package pratique.gates.retrieved_files.content_regex

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.pattern
import data.pratique.lib.python
import data.pratique.lib.retrieved

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, hit) |
	check == _outcome(matching)
	hit := {
		"message": sprintf("Content regex '%s' check '%s' found in retrieved file '%s'", [params.regex, check, path]),
		"trigger_id": sprintf("%s+file://%s", [_rule_id(rule), path]),
		"location": files.location(path),
	}
] if {
	path := params.path
	check := params.check
	retrieved.stored(path)
	not _problem(params)
	words := python.words(retrieved.text(path))
	matching := pattern.matching(params.regex_pattern, words)
}

findings(_, params) := [] if {
	path := params.path
	not retrieved.stored(path)
	not _problem(params)
}

findings(rule, params) := [finding.error(rule, _problem(params))]

# METADATA
# description: The words that the expression is tested on.
regex_subjects(params) := {word | some word in python.words(retrieved.text(params.path))}

_outcome(matching) := "match" if count(matching) > 0

_outcome(matching) := "no_match" if count(matching) == 0

_rule_id(rule) := rule.id if rule.id != null

_rule_id(rule) := "None" if rule.id == null

# Python compiles the expression where any file is stored, this or another.
_problem(params) := pattern.problem(params.regex_pattern) if not retrieved.none_stored

_problem(params) := retrieved.problem(params.path) if not pattern.problem(params.regex_pattern)
