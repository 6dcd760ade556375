# METADATA
# title: Instructions and settings
# description: >-
#   Fires for instructions that good Dockerfiles do without, and for settings that good images
#   do without. env_key: a variable whose name says that it holds a secret; system_volume: a volume
#   on /dev, /proc or /sys; latest_base: a base image that is tagged latest; untagged_base: one
#   without tag and digest; port_range: a port above 65535; workdir_absolute: a WORKDIR that is
#   relative; workdir_system: one in a directory of the system; maintainer: MAINTAINER;
#   several_healthchecks: more than one in a stage; secret_name: ARG or ENV that is called like a
#   secret, with a value; json_form: CMD or ENTRYPOINT in the form of a shell; user_numeric: a user
#   by name.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: practice
#   trigger: instruction
#   parameters:
#     - name: check
#       attribute: check
#       description: What to look for.
#       example: maintainer
#       required: true
#       validator: enum
#       values: [env_key, system_volume, latest_base, untagged_base, unpinned_base, port_range, workdir_absolute, workdir_system, maintainer, several_healthchecks, secret_name, json_form, user_numeric]
#   needs:
#     - dockerfile
#   messages:
#     - "{what is wrong}: {text}"
#   examples:
#     - {id: maintainer, gate: practice, trigger: instruction, action: WARN, params: [{name: check, value: maintainer}]}
#   samples:
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: MAINTAINER, stage: 0, value: "x", expanded: "x", arguments: ["x"], start_line: 2, end_line: 2}]}}
#     - {dockerfile: {mode: actual, path: Dockerfile, lines: {}, stages: [{index: 0, name: null, base: {raw: scratch, reference: scratch, stage: null}, final: true, used: true}], instructions: [{instruction: USER, stage: 0, value: "10001", expanded: "10001", arguments: ["10001"], start_line: 2, end_line: 2}]}}
package pratique.gates.practice.instruction

import data.pratique.lib.bases
import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: In file order.
findings(rule, params) := array.concat(
	[finding.new(rule, {"message": sprintf("%s: %s", [_titles[params.check], hit.text]), "location": hit.location}) | some hit in hits],
	[finding.unknown(rule, [reason]) | endswith(params.check, "_base"); some reason in bases.unknown],
) if {
	_readable(params.check)
	hits := _hits(params.check)
}

findings(rule, params) := [finding.unknown(rule, ["dockerfile: the instructions could not be read"])] if not _readable(params.check)

_readable(_) if build.known

# The configuration says as much.
_readable(check) if {
	check in {"env_key", "system_volume", "user_numeric"}
	build.config
}

_titles := {
	"env_key": "The name of the variable says that it is a secret",
	"system_volume": "The volume is a directory of the kernel",
	"latest_base": "The base image is tagged latest",
	"untagged_base": "The base image has neither tag nor digest",
	"unpinned_base": "The base image has no tag with a digest",
	"port_range": "There is no such port",
	"workdir_absolute": "WORKDIR is not absolute",
	"workdir_system": "WORKDIR is a directory of the system",
	"maintainer": "MAINTAINER is out of date, a label says it",
	"several_healthchecks": "Only the last HEALTHCHECK counts",
	"secret_name": "The name of the variable says that it is a secret",
	"json_form": "The command is not in the form of a JSON array",
	"user_numeric": "The user is no number",
}

_hits("env_key") := [{"text": name, "location": null} |
	some pair in build.config.Env
	name := split(pair, "=")[0]
	_secret_key(name)
] if {
	build.config
}

_hits("env_key") := [{"text": pair.name, "location": build.location(i)} |
	some i in build.settings
	i.instruction == "ENV"
	some pair in i.pairs
	_secret_key(pair.name)
] if {
	not build.config
}

_hits("system_volume") := [{"text": path, "location": null} |
	some path in sort(object.keys(build.config.Volumes))
	_kernel(path)
] if {
	_volumes_configured
}

_hits("system_volume") := [{"text": path, "location": build.location(i)} |
	some i in build.settings
	i.instruction == "VOLUME"
	some path in i.arguments
	_kernel(path)
] if {
	not _volumes_configured
}

_hits("latest_base") := [base | some base in bases.named; base.tag == "latest"; base.digest == ""]

_hits("untagged_base") := [base | some base in bases.named; base.tag == ""; base.digest == ""]

_hits("unpinned_base") := [base | some base in bases.named; not regex.match(`:[\w.-]+@sha256:[0-9a-f]{64}$`, base.text)]

_hits("port_range") := [{"text": argument, "location": build.location(i)} |
	some i in build.instructions
	i.instruction == "EXPOSE"
	some argument in i.arguments
	some digits in regex.find_n(`[0-9]+`, split(argument, "/")[0], -1)
	to_number(digits) > 65535
]

_hits("workdir_absolute") := [_hit(i) |
	some i in build.instructions
	i.instruction == "WORKDIR"
	not regex.match(`^["']?(?:/|\$|[A-Za-z]:)`, build.text(i))
]

_hits("workdir_system") := [_hit(i) |
	some i in build.instructions
	i.instruction == "WORKDIR"
	regex.match(`^["']?/(?:proc|sys|dev|boot|etc|bin|sbin|lib|lib64|run|usr/bin|usr/sbin|usr/lib)(?:/|["']?$)`, build.text(i))
]

_hits("maintainer") := [_hit(i) | some i in build.instructions; i.instruction == "MAINTAINER"]

_hits("several_healthchecks") := [_hit(i) |
	some i in build.instructions
	i.instruction == "HEALTHCHECK"
	some other in build.instructions
	other.instruction == "HEALTHCHECK"
	other.stage == i.stage
	other.start_line > i.start_line
]

_hits("secret_name") := [{"text": pair.name, "location": build.location(i)} |
	some i in build.instructions
	i.instruction in {"ARG", "ENV"}
	some pair in i.pairs
	is_string(pair.value)
	pair.value != ""
	_secret_key(pair.name)
]

_hits("json_form") := [_hit(i) |
	some i in build.settings
	i.instruction in {"CMD", "ENTRYPOINT"}
	i.value != ""
	not i.json_form
]

_hits("user_numeric") := [{"text": user, "location": null} |
	user := build.config.User
	not _is_number(user)
] if {
	build.config
}

_hits("user_numeric") := [_hit(i) |
	i := build.last("USER")
	not _is_number(build.text(i))
] if {
	not build.config
}

_volumes_configured if is_object(build.config.Volumes)

_hit(instruction) := {"text": build.shown(instruction), "location": build.location(instruction)}

# Keys of signatures are public.
_secret_key(name) if {
	regex.match(`(?i)(?:^|_)(?:PASS|PASSWD|PASSWORD|SECRET|KEY|APIKEY|ACCESS|TOKEN|CREDENTIALS?)(?:_|$)`, name)
	not regex.match(`(?i)GPG_KEYS?|PUBLIC_KEY|_(?:FILE|PATH|URL|ID)$`, name)
}

_kernel(path) if regex.match(`^/(?:dev|proc|sys)(?:/|$)`, path)

_is_number(user) if regex.match(`^[0-9]+(?::|$)`, user)
