# METADATA
# title: File attributes
# description: >-
#   Compares the checksum and the permission bits of one path, which is taken as it is: links are
#   not followed. Where both are given, both must hold. A path that is not in the image fires only
#   with skip_missing=false. The mode is an octal number; more than the permission bits (100644)
#   never equals.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: files
#   trigger: attribute_match
#   remediation: >-
#     Put the file there with the content and the mode that the rule asks for: COPY --chmod=MODE, or
#     RUN chmod MODE PATH.
#   parameters:
#     - name: filename
#       attribute: filename
#       description: The absolute path of a file.
#       example: /etc/passwd
#       required: true
#       validator: string
#     - name: checksum_algorithm
#       attribute: checksum_algo
#       description: The algorithm of the checksum.
#       example: sha256
#       validator: enum
#       values: [sha256]
#       default: sha256
#     - name: checksum
#       attribute: checksum
#       description: The checksum, in lower-case hexadecimal digits.
#       example: 832cd0f75b227d13aac82b1f70b7f90191a4186c151f9db50851d209c45ede11
#       validator: string
#     - name: checksum_match
#       attribute: checksum_op
#       description: Whether to report a checksum that equals the given one, or one that does not.
#       example: not_equals
#       validator: enum
#       values: [equals, not_equals]
#       default: equals
#     - name: mode
#       attribute: mode
#       description: Permission bits, as an octal number.
#       example: "00644"
#       validator: octal
#     - name: mode_op
#       attribute: mode_op
#       description: Whether to report a mode that equals the given one, or one that does not.
#       example: not_equals
#       validator: enum
#       values: [equals, not_equals]
#       default: equals
#     - name: skip_missing
#       attribute: skip_if_file_missing
#       description: Whether a path that is not in the image is passed over.
#       example: "false"
#       validator: bool
#       default: "true"
#   needs:
#     - "files:path:{filename}"
#     - {need: "files.sha256:{filename}", given: [checksum]}
#   messages:
#     - filename={filename} and checksum={sha256} op={checksum_match} specified_checksum={checksum} and mode={octal mode} op={mode_op} specified_mode={mode}
#     - filename={filename} and skip_missing=False
#   examples:
#     - {id: shadow, gate: files, trigger: attribute_match, action: STOP, params: [{name: filename, value: /etc/shadow}, {name: mode, value: "0640"}, {name: mode_op, value: not_equals}, {name: skip_missing, value: "false"}]}
#   samples:
#     - {files: {"{filename}": {type: file, mode: "{mode.octal}", sha256: "{checksum}"}}}
#     - {files: {"{filename}": {type: file, mode: "{mode.octal}"}}}
#     - {files: {"{filename}": {type: file, mode: "{mode.octal}", sha256: "00"}}}
#     - {files: {"{filename}": {type: file, mode: 0, sha256: "{checksum}"}}}
#     - {files: {"{filename}": {type: file, mode: 0, sha256: "00"}}}
#     - {files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.files.attribute_match

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.python

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, hit) |
	not skip_missing
	hit := {
		"message": sprintf("filename=%s and skip_missing=False", [filename]),
		"location": {"path": filename},
	}
] if {
	filename := params.filename
	skip_missing := params.skip_missing
	not input.files[filename]
}

findings(rule, params) := [finding.new(rule, hit) |
	count(given) > 0
	count(clauses) == count(given)
	hit := {
		"message": concat(" and ", array.concat([sprintf("filename=%s", [filename])], clauses)),
		"location": files.location(filename),
	}
] if {
	filename := params.filename
	file := input.files[filename]
	not _problem(file, params)
	given := [name | some name in ["checksum", "mode"]; _given(params, name)]
	clauses := [clause | some name in given; clause := _clause(name, file, params)]
}

findings(rule, params) := [finding.error(rule, problem)] if {
	problem := _problem(input.files[params.filename], params)
}

_given(params, name) if {
	params[name]
	params[name] != ""
}

# Undefined where the relation does not hold.
_clause("checksum", file, params) := sprintf("checksum=%s op=%s specified_checksum=%s", [got, op, want]) if {
	got := _checksum(file)
	op := params.checksum_match
	want := params.checksum
	_holds(op, got, want)
}

# compatibility.md#mode-with-type-bits: what the parameter has beside the permission bits stays and
# never equals.
_clause("mode", file, params) := sprintf("mode=%s op=%s specified_mode=%s", [got, op, want]) if {
	got := python.oct(bits.and(file.mode, 4095))
	op := params.mode_op
	want := python.oct_of_text(params.mode)
	_holds(op, got, want)
}

_holds("equals", got, want) if got == want

_holds("not_equals", got, want) if got != want

_checksum(file) := file.sha256 if is_string(file.sha256)

# Directories, links and devices have no checksum of their own.
_checksum(file) := "DIRECTORY_OR_OTHER" if object.get(file, "sha256", null) == null

_problem(_, params) := sprintf("%s is no octal number", [json.marshal(params.mode)]) if {
	_given(params, "mode")
	not python.oct_of_text(params.mode)
}

# Nobody computed it, which makes it neither equal nor different.
_problem(file, params) := sprintf("the document has no SHA-256 of %s", [params.filename]) if {
	_given(params, "checksum")
	file.type == "file"
	not "sha256" in object.keys(file)
}
