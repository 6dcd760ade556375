# METADATA
# title: The entries of /etc/passwd
# description: >-
#   As the passwd_file gate reads them. A repeated name keeps its first place and its last
#   content (compatibility.md#passwd-repeated-names); an empty line is an entry with an empty name.
# scope: package
package pratique.lib.passwd

import data.pratique.lib.files
import data.pratique.lib.python
import data.pratique.lib.retrieved

# METADATA
# title: The path under which it is stored
path := "/etc/passwd"

# METADATA
# title: The entries in file order
# description: Each with its `line`, stripped, and the line's `fields`. An empty file has none (compatibility.md#passwd-empty).
entries := [{"line": _lines[last], "fields": split(_lines[last], ":")} |
	some i, line in _lines
	[i, last] = _first_and_last[split(line, ":")[0]]
]

# METADATA
# title: Why the entries cannot be read
# scope: document
problem := retrieved.problem(path)

# METADATA
# title: The hit of an entry
hit(what, found, entry) := {
	"message": sprintf("Blacklisted %s '%s' found in image's /etc/passwd: pentry=%s", [what, found, entry.line]),
	"location": files.location(path),
}

_lines := [python.strip(line) | some line in python.lines(retrieved.text(path))]

# Once a name, not once a line: a hostile file is one name a million times, or a million names.
_first_and_last := {name: [min(places), max(places)] |
	some name in {name | some name in _names}
	places := {i | some i, other in _names; other == name}
}

_names := [split(line, ":")[0] | some line in _lines]
