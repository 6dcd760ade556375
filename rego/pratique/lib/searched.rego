# METADATA
# title: What was looked for
# description: >-
#   A rule names what it reads as needs, SECTION or SECTION:DETAIL. A need is met where the
#   section was extracted whole, or where just this detail was looked for.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.searched

# METADATA
# title: Those of the needs that nobody looked for
# description: >-
#   A document without `searched` is taken at its word, but for a Dockerfile whose lines it
#   does not give: no trigger could read it.
unmet(needs) := [need | some need in needs; not startswith(need, "matches:"); not _met(need)]

# METADATA
# title: Those of the needs that are answers to Python expressions, and that the document does not have
# description: >-
#   `pratique eval` and `pratique extract -b BUNDLE` put them into the document. Another engine that
#   is given a document without them cannot evaluate the rule, which is an error and not data that
#   nobody looked for.
unanswered(needs) := [need | some need in needs; startswith(need, "matches:"); not _met(need)]

# METADATA
# title: Those of the needs whose section the document does not have
absent_sections(needs) := {section |
	some need in needs
	section := split(split(need, ":")[0], ".")[0]
	not _present[section]
}

_met(need) if {
	not _unreadable(need)
	_looked_for(need)
}

_looked_for(_) if not _stated

_looked_for(need) if need in _answered

_looked_for(need) if split(need, ":")[0] in _answered

_answered contains section if some section in input.searched.sections

_answered contains need if some need in input.searched.needs

_answered contains concat(":", ["retrieved_files", path]) if some path in input.searched.retrieved_files

_stated if is_object(input.searched)

# What the site has to say (--param) is no fact that a document could have.
_unreadable(need) if startswith(need, "parameters:")

_unreadable("dockerfile") if {
	input.dockerfile.mode != "unknown"
	not _lines_given
}

_lines_given if is_object(input.dockerfile.lines)

_present[section] if {
	some section, value in input
	value != null
}
