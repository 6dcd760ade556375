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
# description: Undefined where there is no image, only a Dockerfile. A member that is null is none, as for engines.
# scope: document
config := {key: value | some key, value in input.image.config; value != null} if is_object(input.image.config)

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
# title: The history does not say what made some layer
# description: Its entry is not there, is empty, or is in the notation of no known builder.
# scope: document
untold if {
	not actual
	some entry in input.image.history
	object.get(entry, "empty_layer", false) == false
	object.get(entry, "instruction", null) == null
	object.get(entry, "builder", null) == null
}

untold if {
	not actual
	count(input.image.layers) > count([1 |
		some entry in input.image.history
		object.get(entry, "empty_layer", false) == false
	])
}

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
# title: The words that the builder makes of an instruction's arguments
# description: >-
#   Without quotes and with the values of variables; of EXPOSE, USER, VOLUME, WORKDIR and STOPSIGNAL.
#   A word with a variable that is not known stands as it is written.
words(instruction) := [_word(instruction, i, word) | some i, word in instruction.words] if is_array(instruction.words)

words(instruction) := [word | some word in _unquoted(instruction); word != ""] if {
	not is_array(object.get(instruction, "words", null))
}

_word(_, _, word) := word if is_string(word)

_word(instruction, i, null) := object.get(instruction, ["arguments", i], instruction.value)

# Documents of earlier versions have none.
_unquoted(instruction) := [trim(word, `"'`) | some word in regex.split(`\s+`, text(instruction))] if {
	instruction.instruction != "USER"
}

_unquoted(instruction) := [trim(trim_space(text(instruction)), `"'`)] if instruction.instruction == "USER"

# METADATA
# title: The commands that a container starts with
# description: >-
#   Entry point and command, of the configuration or of a Dockerfile alone, as `lib.shell` takes
#   them; those of scripts within them too.
# scope: document
started := input.image.started if {
	config
	is_array(input.image.started)
}

started := _as_commands(array.concat(_configured("Entrypoint"), _configured("Cmd"))) if {
	config
	not is_array(object.get(input.image, "started", null))
}

started := input.dockerfile.started if {
	not config
	is_array(input.dockerfile.started)
}

started := array.concat(_commands("ENTRYPOINT"), _commands("CMD")) if {
	not config
	not is_array(object.get(input, ["dockerfile", "started"], null))
}

# METADATA
# title: Why some of these commands could not be read
# scope: document
started_unread := input.image.started_unparsed if config

started_unread := input.dockerfile.started_unparsed if not config

default _configured(_) := []

_configured(key) := config[key] if is_array(config[key])

# Of documents of earlier versions every word may be a program.
_as_commands(list) := [{"name": word, "arguments": []} |
	some text in list
	some word in regex.split(`[\s;&|()"']+`, text)
	word != ""
]

_commands(name) := _as_commands(last(name).arguments)

_commands(name) := [] if not last(name)

_used(instruction) if not is_number(object.get(instruction, "stage", null))

_used(instruction) if input.dockerfile.stages[instruction.stage].used

_lineage := graph.reachable(parents, [stage.index | some stage in input.dockerfile.stages; stage.final])

# METADATA
# title: The stage that each stage goes on from, in the form of graph.reachable
parents := {stage.index: {stage.base.stage | is_number(stage.base.stage)} | some stage in input.dockerfile.stages}
