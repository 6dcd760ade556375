# METADATA
# title: The images that the build takes something from
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.base_images

import data.pratique.lib.build

# METADATA
# title: The images, in file order
# description: Each with its text, its name with the registry, its tag and digest ("" without) and a location.
# scope: document
named := array.flatten([_stages, _sources, _annotated])

# METADATA
# title: Those that the image goes on from
# description: What FROM names, or else an annotation or label; none that only files are copied from.
# scope: document
built_on := array.concat(_stages, _annotated)

# METADATA
# title: Why some of them are not known
# scope: document
unknown := array.concat(
	[sprintf("dockerfile: the base image %s is not known", [text]) | some text in _unresolved],
	_unavailable,
)

_unavailable := array.concat(
	["dockerfile: the base image is not known from the history" | not build.actual; count(_annotated) == 0],
	["dockerfile: the Dockerfile could not be read" | build.actual; not build.known],
)

# METADATA
# title: The images of which a part is not known
# description: >-
#   Their name is as written, with variables. Tag and digest are those of `named` where no variable stands in them,
#   and absent where nobody can tell.
# scope: document
partly := [base |
	build.actual
	some stage in build.stages
	_is_unresolved(stage.base)
	base := object.union(_known_parts(stage.base.raw), {"text": stage.base.raw, "location": _from(stage)})
]

# Whatever a variable is, it ends before the next : or @ that is written.
_known_parts(raw) := object.union(_known_tag(last, digest), digest) if {
	plain := regex.replace(raw, `\$(?:\{[^}]*\}|\w+)`, "$")
	parts := split(plain, "/")
	last := split(parts[count(parts) - 1], "@")[0]
	digest := _known_digest(parts[count(parts) - 1])
}

_known_digest(last) := {"digest": concat("@", array.slice(split(last, "@"), 1, 3))} if contains(last, "@")

_known_digest(last) := {"digest": ""} if not regex.match(`[@$]`, last)

# A variable at the end of a name may have a tag, and at the end of a tag a digest.
_known_digest(last) := {"digest": ""} if regex.match(`^[^@]*\$[^@]*:[^@$]+$`, last)

_known_digest(last) := {} if {
	not contains(last, "@")
	contains(last, "$")
	not regex.match(`^[^@]*\$[^@]*:[^@$]+$`, last)
}

_known_tag(last, _) := {"tag": split(last, ":")[1]} if regex.match(`^[^:]*:[^:$]+$`, last)

_known_tag(last, _) := {"tag": ""} if not regex.match(`[:$]`, last)

_known_tag(last, _) := {} if {
	not regex.match(`^[^:]*:[^:$]+$`, last)
	regex.match(`[:$]`, last)
}

_unresolved := [stage.base.raw | build.actual; some stage in build.stages; _is_unresolved(stage.base)]

# METADATA
# title: Those of which one wants to know both, and why the others are not known
# description: Of the images of which a part is not known, those that tell tag and digest.
# scope: document
told := array.concat(named, [base | some base in partly; is_string(base.tag); is_string(base.digest)])

# METADATA
# title: Why tag or digest of some of them are not known
# scope: document
untold := array.concat(
	[sprintf("dockerfile: the base image %s is not known", [base.text]) |
		some base in partly
		count([key | some key in ["tag", "digest"]; base[key]]) < 2
	],
	_unavailable,
)

# METADATA
# title: Whether one of the names covers an image
listed(base, names) if {
	some name in names
	wanted := parse(name)
	glob.match(wanted.name, null, base.name)
	_agrees(wanted.tag, base.tag)
	_agrees(wanted.digest, base.digest)
}

# METADATA
# title: The parts of an image's name
# description: docker.io/library/alpine, docker.io/alpine and alpine are one name.
parse(text) := {
	"text": text,
	"name": _full(trim_suffix(name, concat("", [":", tag]))),
	"tag": tag,
	"digest": digest,
} if {
	name := split(text, "@")[0]
	digest := concat("@", array.slice(split(text, "@"), 1, 3))
	parts := split(name, "/")
	tag := concat(":", array.slice(split(parts[count(parts) - 1], ":"), 1, 9))
}

_stages := [object.union(parse(stage.base.reference), {"location": _from(stage)}) |
	build.actual
	some stage in build.stages
	not is_number(object.get(stage.base, "stage", null))
	is_string(stage.base.reference)
	stage.base.reference != "scratch"
]

default _from(_) := null

_from(stage) := _lines[stage.index]

_lines := object.union_n([{i.stage: build.location(i)} |
	some i in build.instructions
	i.instruction == "FROM"
])

# COPY --from and RUN --mount may name an image as well as a stage.
_sources := [object.union(parse(source), {"location": build.location(instruction)}) |
	build.actual
	some instruction in build.instructions
	some source in _taken(instruction)
	not _is_stage(source)
]

_taken(instruction) := [instruction.flags.from] if is_string(instruction.flags.from)

_taken(instruction) := [source |
	some mount in _mounts(instruction)
	some option in split(mount, ",")
	startswith(option, "from=")
	source := trim_prefix(option, "from=")
] if {
	instruction.instruction == "RUN"
}

_mounts(instruction) := _list(instruction.flags.mount)

_list(value) := value if is_array(value)

_list(value) := [value] if is_string(value)

_is_stage(source) if regex.match(`^[0-9]+$`, source)

_is_stage(source) if lower(source) in _names

_names := {lower(stage.name) | some stage in input.dockerfile.stages; is_string(stage.name)}

# Who built the image may have said what from.
_annotated := [object.union(_said[0], {"location": null}) | not build.actual; count(_said) > 0]

_said := [parsed |
	some labels in [
		object.get(input, ["image", "annotations"], null),
		object.get(input, ["image", "config", "Labels"], null),
	]
	is_object(labels)
	digest := object.get(labels, "org.opencontainers.image.base.digest", "")
	parsed := object.union(parse(labels["org.opencontainers.image.base.name"]), {"digest": digest})
]

_is_unresolved(base) if {
	not is_number(object.get(base, "stage", null))
	not is_string(object.get(base, "reference", null))
}

_agrees("", _)

_agrees(wanted, got) if wanted == got

_full(name) := name if _has_registry(name)

_full(name) := concat("", ["docker.io/", trim_prefix(trim_prefix(name, "docker.io/"), "library/")]) if {
	not _has_registry(name)
}

_has_registry(name) if {
	parts := split(name, "/")
	count(parts) > 1
	regex.match(`[.:]|^localhost$`, parts[0])
	not startswith(name, "docker.io/")
}
