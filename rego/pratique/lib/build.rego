# METADATA
# title: How the image is built
# description: >-
#   The instructions of the Dockerfile, supplied or rebuilt from the history, that have a part in
#   the image: those of stages that nothing is taken from have none. What an instruction sets
#   (USER, EXPOSE, …) reaches the image from the final stage and those that it goes on from.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.build

# METADATA
# title: The image's configuration
# description: Undefined where there is no image, only a Dockerfile.
# scope: document
config := input.image.config if is_object(input.image.config)

# METADATA
# title: There are instructions to look at
# description: An image without a history has none but the FROM that is always guessed.
# scope: document
known if {
	actual
	is_array(input.dockerfile.instructions)
	not input.dockerfile.unparsed
}

known if {
	input.dockerfile.mode == "guessed"
	some instruction in input.dockerfile.instructions
	instruction.instruction != "FROM"
}

# METADATA
# title: The Dockerfile was supplied
# scope: document
actual if input.dockerfile.mode == "actual"

# METADATA
# title: The instructions that have a part in the image, in file order
# scope: document
instructions := [instruction | some instruction in input.dockerfile.instructions; _used(instruction)] if known

# METADATA
# title: The stages that have a part in the image
# scope: document
stages := [stage | some stage in input.dockerfile.stages; stage.used] if known

# METADATA
# title: The instructions whose settings the image has
# scope: document
settings := [instruction | some instruction in instructions; instruction.stage in _lineage]

# METADATA
# title: The stage of an instruction, in the sense of `finding.new`
# description: >-
#   {"stage": its name, or else its base image}; {} for what the final stage has, which is the same of a
#   Dockerfile and of the history that has nothing else.
default stage_of(_) := {"stage": ""}

stage_of(instruction) := {} if instruction.stage in _lineage

stage_of(instruction) := {"stage": name} if {
	not instruction.stage in _lineage
	stage := input.dockerfile.stages[instruction.stage]
	name := [text | some text in [stage.name, stage.base.raw]; is_string(text)][0]
}

# METADATA
# title: The last instruction of a name among the settings
last(name) := found[count(found) - 1] if {
	found := [instruction | some instruction in settings; instruction.instruction == name]
}

# METADATA
# title: The text of an instruction with its variables, as written where they are not known
text(instruction) := instruction.expanded if is_string(instruction.expanded)

text(instruction) := instruction.value if not is_string(object.get(instruction, "expanded", null))

# METADATA
# title: The text of an instruction as messages show it, without the values of secrets
shown(instruction) := instruction.shown if is_string(instruction.shown)

shown(instruction) := text(instruction) if not is_string(object.get(instruction, "shown", null))

# METADATA
# title: Where an instruction stands, null where the Dockerfile was rebuilt
default location(_) := null

location(instruction) := {
	"file": object.get(input.dockerfile, "path", "Dockerfile"),
	"start_line": instruction.start_line,
	"end_line": instruction.end_line,
} if {
	actual
	instruction.start_line > 0
}

# METADATA
# title: The default command, entry point and arguments, as words
# description: Of the configuration, or of the last ENTRYPOINT and CMD.
# scope: document
command := array.concat(_words(_configured("Entrypoint")), _words(_configured("Cmd"))) if config

command := array.concat(_arguments("ENTRYPOINT"), _arguments("CMD")) if not config

default _configured(_) := []

_configured(key) := config[key] if is_array(config[key])

_words(list) := [word | some text in list; some word in split(text, " ")]

_arguments(name) := _words(last(name).arguments)

_arguments(name) := [] if not last(name)

_used(instruction) if not is_number(object.get(instruction, "stage", null))

_used(instruction) if input.dockerfile.stages[instruction.stage].used

_lineage := graph.reachable(_parents, [stage.index | some stage in input.dockerfile.stages; stage.final])

_parents := {stage.index: {stage.base.stage | is_number(stage.base.stage)} | some stage in input.dockerfile.stages}
