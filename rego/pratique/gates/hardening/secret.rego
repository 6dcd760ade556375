# METADATA
# title: Secrets outside files
# description: >-
#   Fires for each secret in the environment, the labels, the history, the Dockerfile and the
#   build arguments; or, asked to, for what the search through the files finds in those of lower
#   layers that the image's final filesystem no longer has. The value is not told.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: secret
#   remediation: >-
#     Remove the secret and replace it, since whoever has the image has it. Give secrets to a build
#     by RUN --mount=type=secret, and to a container when it is run.
#   parameters:
#     - name: where
#       attribute: where
#       description: >-
#         description (also without the parameter): what the image and the Dockerfile say.
#         deleted_files: files that a later layer removes or overwrites, which whoever has the
#         image still has.
#       example: deleted_files
#       validator: enum
#       values: [description, deleted_files]
#   needs:
#     - secrets
#     - {need: secrets.deleted, when: {where: [deleted_files]}}
#   messages:
#     - "Secret found in the {source}: {name}"
#     - "Secret found in layer {layer}, though a later layer removes the file: {name} in {path}"
#   examples:
#     - {id: secret, gate: hardening, trigger: secret, action: STOP, params: []}
#     - {id: deleted-secret, gate: hardening, trigger: secret, action: STOP, params: [{name: where, value: deleted_files}]}
#   samples:
#     - {secrets: [{source: env, name: API_TOKEN, fingerprint: null}]}
#     - {document: {secrets: [{source: file, name: PRIV_KEY, path: /root/.ssh/id_rsa, line: 1, layer: 0, fingerprint: null, deleted: true}]}, when: {where: [deleted_files]}}
#     - {secrets: []}
package pratique.gates.hardening.secret

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: >-
#   One finding a name, source and value, or one a search and file that is gone, in the
#   document's order.
findings(rule, params) := [finding.new(rule, hit) | some hit in _hits(object.get(params, "where", "description"))]

_hits("description") := [{"message": message, "about": about, "location": _location(secret)} |
	some i, secret in input.secrets
	secret.source in object.keys(_places)
	not _before(i, secret)
	message := sprintf("Secret found in the %s: %s", [_places[secret.source], secret.name])
	about := object.union({"source": secret.source, "secret": secret.name}, _instruction(secret))
]

_hits("deleted_files") := [hit |
	some secret in input.secrets
	secret.source == "file"
	secret.deleted == true
	hit := {
		"message": sprintf(
			"Secret found in %s, though a later layer removes the file: %s in %s",
			[_layer(secret), secret.name, secret.path],
		),
		"about": {"where": "deleted_files", "secret": secret.name, "path": secret.path},
		"location": {"path": secret.path, "layer": object.get(secret, "layer", null)},
	}
]

_layer(secret) := sprintf("layer %s", [format_int(secret.layer, 10)]) if is_number(secret.layer)

_layer(secret) := "a layer" if not is_number(object.get(secret, "layer", null))

_places := {
	"env": "environment",
	"label": "labels",
	"history": "history",
	"dockerfile": "Dockerfile",
	"build_arg": "build arguments",
}

# One value is told once: the Dockerfile's in the Dockerfile, and not again in the history and
# the environment that are made from it.
_before(i, secret) if {
	is_string(secret.fingerprint)
	some other in object.get(_fingerprints, secret.fingerprint, set())
	[_rank[input.secrets[other].source], other] < [_rank[secret.source], i]
}

_fingerprints := {fingerprint: places |
	some fingerprint in {secret.fingerprint | some secret in input.secrets}
	places := {i |
		some i, secret in input.secrets
		secret.fingerprint == fingerprint
		secret.source in object.keys(_places)
	}
}

_rank := {"dockerfile": 0, "build_arg": 1, "env": 2, "label": 3, "history": 4}

# Several instructions may have a secret of one name. As it may be shown: an id tells nothing of the value.
default _instruction(_) := {}

_instruction(secret) := {"instruction": build.shown(instruction)} if {
	secret.source == "dockerfile"
	instruction := _around(secret.line)[0]
}

default _location(_) := null

_location(secret) := {"file": _file, "start_line": min(_lines(secret.line)), "end_line": max(_lines(secret.line))} if {
	secret.source == "dockerfile"
	input.dockerfile.mode == "actual"
	is_number(secret.line)
}

# Those of the instruction, which is what has to be changed; a comment is in none.
_lines(line) := {line} | {edge |
	some instruction in _around(line)
	some edge in [instruction.start_line, instruction.end_line]
}

_around(line) := [instruction |
	some instruction in input.dockerfile.instructions
	instruction.start_line <= line
	line <= instruction.end_line
]

default _file := "Dockerfile"

_file := input.dockerfile.path if is_string(input.dockerfile.path)
