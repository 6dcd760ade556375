# METADATA
# title: The images that the build takes something from
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.bases

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
unknown := array.flatten([
	[sprintf("dockerfile: what the base image %s stands for", [stage.base.raw]) |
		build.actual
		some stage in build.stages
		_unresolved(stage.base)
	],
	["dockerfile: the base image is not in the history" | not build.actual; count(_annotated) == 0],
	["dockerfile: the instructions could not be read" | build.actual; not build.known],
])

# METADATA
# title: Whether one of the names covers an image
listed(base, names) if {
	some name in names
	wanted := parse(name)
	glob.match(wanted.name, [], base.name)
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

_from(stage) := build.location([i | some i in build.instructions; i.instruction == "FROM"; i.stage == stage.index][0])

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

_is_stage(source) if {
	some stage in input.dockerfile.stages
	lower(stage.name) == lower(source)
}

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

_unresolved(base) if {
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
