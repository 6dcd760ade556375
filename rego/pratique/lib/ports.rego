# METADATA
# title: The ports that the image exposes
# description: >-
#   Of the configuration, or where there is only a Dockerfile of its EXPOSE lines, as the builder
#   reads them: quotes, an address and a port of the host say nothing. Ranges stand for each of
#   their ports.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.ports

import data.pratique.lib.build

# METADATA
# title: The ports, sorted
# description: Each with its protocol and the location of an EXPOSE that has it.
# scope: document
exposed := [{"port": port, "protocol": protocol, "location": _location(port, protocol, key)} |
	some [port, protocol, key] in sort([[port, piece.protocol, piece.key] |
		some piece in _pieces
		some port in numbers.range(piece.from, piece.to)
	])
]

# METADATA
# title: Why some of them are not known, such as a variable without a value
# scope: document
unknown := array.concat(
	["dockerfile: the Dockerfile could not be read" | not build.config; not build.known],
	sort({sprintf("dockerfile: the port %s is not known", [text]) |
		some text, _ in _texts
		count(ranges([text])) == 0
	}),
)

# METADATA
# title: The ranges that texts such as 80, 53/udp or 8000-8010 stand for
# description: "`from`, `to` and `protocol`, which is \"\" where a text names none; none of a text that is no port."
ranges(texts) := [range |
	some text in texts
	groups := regex.find_all_string_submatch_n(_pattern, text, 1)[0]
	range := {"from": to_number(groups[1]), "to": _end(groups), "protocol": lower(groups[3]), "text": text}
	range.from <= range.to
]

# METADATA
# title: What a port is called, such as 80/tcp
name(port) := sprintf("%s/%s", [format_int(port.port, 10), port.protocol])

# METADATA
# title: Whether a list of such texts covers a port
# description: In a list, a port without a protocol stands for all of them.
covered(list, port) if in_ranges(ranges(list), port)

# METADATA
# title: Whether one of some ranges has a port
in_ranges(list, port) if {
	some range in list
	range.from <= port.port
	port.port <= range.to
	range.protocol in {"", port.protocol}
}

_texts := {text: null | some text in object.keys(_configured); text != ""} if build.config

_texts := _lines if not build.config

# Text -> where it stands last.
_lines := object.union_n([{word: build.location(line)} |
	some line in build.settings
	line.instruction == "EXPOSE"
	some word in build.words(line)
])

default _configured := {}

_configured := build.config.ExposedPorts if is_object(build.config.ExposedPorts)

# The address and port of the host stand before.
_pattern := `^(?:.*:)?([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/((?i:tcp|udp|sctp)|\$.+))?$`

_end(groups) := min([to_number(groups[2]), 65535]) if groups[2] != ""

_end(groups) := to_number(groups[1]) if groups[2] == ""

# Ranges without what those before them have, so that each port is there once: a short file may
# have very many ports, many times.
_pieces := [piece |
	some protocol in ["tcp", "udp", "sctp", "unknown"]
	list := [range | some range in _sorted; range.protocol == protocol]
	highest := _highest([range.to | some range in list])
	some i, range in list
	piece := {
		"from": max([range.from, highest[i] + 1]),
		"to": range.to,
		"protocol": protocol,
		"key": range.text,
	}
	piece.from <= piece.to
]

_sorted := [range |
	some [_, _, _, range] in sort([[each.from, 0 - each.to, each.text, with_protocol] |
		some each in ranges(object.keys(_texts))
		with_protocol := object.union(each, {"protocol": _protocol(each)})
	])
]

_protocol(range) := "tcp" if range.protocol == ""

_protocol(range) := range.protocol if range.protocol in {"tcp", "udp", "sctp"}

_protocol(range) := "unknown" if startswith(range.protocol, "$")

# The highest of the numbers before each: of one, two, four, … before it, one after the other.
_highest(list) := array.concat([-1], array.slice(_passes(list), 0, count(list) - 1))

_passes(list) := _passes_of_few(list) if count(list) <= 512

_passes(list) := _pass(_pass(_pass(_pass(few, 8192), 16384), 32768), 65536) if {
	count(list) > 512
	few := _pass(_pass(_pass(_pass(_passes_of_few(list), 512), 1024), 2048), 4096)
}

_passes_of_few(list) := _pass(
	_pass(_pass(_pass(_pass(_pass(_pass(_pass(_pass(list, 1), 2), 4), 8), 16), 32), 64), 128),
	256,
)

_pass(list, distance) := list if count(list) <= distance

_pass(list, distance) := [_larger(list, i, i - distance) | some i, _ in list] if count(list) > distance

_larger(list, i, before) := list[i] if before < 0

_larger(list, i, before) := max([list[i], list[before]]) if before >= 0

# Of the configuration's port that of the EXPOSE line which names it, or has it in a range.
_location(_, _, key) := _lines[key] if not build.config

_location(port, protocol, key) := object.get(_lines, key, _written(port, protocol)) if build.config

_written(port, "tcp") := _lines[format_int(port, 10)]

_written(port, protocol) := places[0] if {
	not _named(port, protocol)
	places := array.concat(
		[_lines[range.text] | some range in _ranges; in_ranges([range], {"port": port, "protocol": protocol})],
		[null],
	)
}

_named(port, "tcp") if _lines[format_int(port, 10)]

# Few files have more, and each port is looked for in them.
_ranges := array.slice([range | some range in ranges(object.keys(_lines)); range.from < range.to], 0, 20)
