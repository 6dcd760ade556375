# METADATA
# title: The prepared Dockerfile
# description: >-
#   `input.dockerfile.lines` is the map of directive to lines that Anchore prepares; which reading of
#   the Dockerfile filled it is the extractor's choice (compatibility.md#continuation-lines and
#   compatibility.md#buildkit-history). All stages count alike.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.dockerfile

# METADATA
# title: Whether it was supplied (actual), rebuilt from the history (guessed), or neither (unknown)
# scope: document
default mode := "unknown"

mode := lower(input.dockerfile.mode) if is_string(input.dockerfile.mode)

# METADATA
# title: The lines by directive
# description: >-
#   Empty where there is no Dockerfile. Anchore does not tell an empty Dockerfile from none:
#   nothing is checked then, not even that an instruction is missing.
# scope: document
default lines := {}

lines := input.dockerfile.lines if {
	mode != "unknown"
	is_object(input.dockerfile.lines)
}

# METADATA
# title: The lines for a rule that may want actual Dockerfiles only
considered(params) := {} if _passed_over(params)

considered(params) := lines if not _passed_over(params)

# METADATA
# title: Where the i-th line of a directive stands, or null
default location(_, _) := null

location(directive, i) := {
	"file": _file,
	"start_line": range.start_line,
	"end_line": range.end_line,
} if {
	range := input.dockerfile.locations[directive][i]
}

_passed_over(params) if {
	params.actual_dockerfile_only
	mode != "actual"
}

default _file := "Dockerfile"

_file := input.dockerfile.path if is_string(input.dockerfile.path)
