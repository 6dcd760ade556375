package pratique

# What the extractor could not read of the sections that rules read. What is missing in them
# may be what a rule looks for, so that finding nothing is no answer; but minor problems
# Anchore never mentions.
_unread_errors := [object.union(_nowhere, {"kind": "ExtractionError", "message": _unread_text(problem)}) |
	some problem in _unread
	not _is_minor(problem)
]

_unread_warnings := [{"kind": "extraction_problem", "message": _unread_text(problem)} |
	some problem in _unread
	_is_minor(problem)
]

_unread := [problem | some problem in input.problems; not _is_absent(problem); _is_read(problem)]

# What is recorded where the extractor could not look, of what the needs are about. A rule that
# found something has found it; that it found nothing else says nothing.
_unseen(needs) := [_unread_text(problem) |
	some problem in _absent
	some need in needs
	_concerns(problem.section, need)
]

_absent := [problem | some problem in input.problems; _is_absent(problem)]

_is_absent(problem) if {
	problem.absent == true
	not _setting("strict_facts") == true
}

_is_minor(problem) if {
	problem.minor == true
	not _setting("strict_facts") == true
}

_unread_text(problem) := concat(
	": ",
	[text | some key in ["section", "path", "message"]; text := problem[key]; is_string(text)],
)

# A problem that does not say what it concerns may concern anything.
_is_read(problem) if not is_string(object.get(problem, "section", null))

_is_read(problem) if {
	some outcome in _outcomes
	some need in outcome.needs
	_concerns(problem.section, need)
}

# Looked for and not found out: the rule was left out because of it.
_is_read(problem) if {
	some outcome in _outcomes
	some need in outcome.unmet
	_concerns(problem.section, need)
}

_concerns(section, need) if section == need

_concerns(section, need) if startswith(section, concat("", [need, ":"]))

_concerns(section, need) if startswith(need, concat("", [section, ":"]))

# The manifests stand in the distribution's databases.
_concerns(section, need) if {
	split(need, ":")[0] == "packages.files"
	section in {"packages", "packages:dpkg", "packages:rpm", "packages:apkg"}
}
