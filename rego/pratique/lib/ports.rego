# METADATA
# title: The ports that the image exposes
# description: >-
#   Of the configuration, or where there is only a Dockerfile of its EXPOSE lines. Ranges stand
#   for each of their ports.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.ports

import data.pratique.lib.build

# METADATA
# title: The ports, sorted
# description: Each with its protocol and the location of the last EXPOSE that has it.
# scope: document
exposed := [{"port": port, "protocol": protocol, "location": _location(port, protocol)} |
	some [port, protocol] in sort({[port, protocol] |
		some text in _texts
		some [port, protocol] in expand(text)
	})
]

# METADATA
# title: Why some of them are not known, such as a variable without a value
# scope: document
unknown := array.concat(
	["dockerfile: the instructions could not be read" | not build.config; not build.known],
	sort({sprintf("dockerfile: what port %s is", [text]) | some text in _texts; contains(text, "$")}),
)

# METADATA
# title: The ports of a text such as 80, 53/udp or 8000-8010
# description: A set of pairs; empty where the text is none. Protocol tcp where it names none.
expand(text) := {[port, protocol] | some port in _range(text); some protocol in _protocols(text)}

# METADATA
# title: What a port is called, such as 80/tcp
name(port) := sprintf("%d/%s", [port.port, port.protocol])

# METADATA
# title: Whether a list of such texts covers a port
# description: In a list, a port without a protocol stands for all of them.
covered(list, port) if {
	some text in list
	port.port in _range(text)
	_protocol_agrees(text, port.protocol)
}

_texts := object.keys(_exposed) if build.config

_texts := {argument | some instruction in _lines; some argument in _pieces(instruction)} if not build.config

default _exposed := {}

_exposed := build.config.ExposedPorts if is_object(build.config.ExposedPorts)

_lines := [instruction | some instruction in build.settings; instruction.instruction == "EXPOSE"]

_pieces(instruction) := {piece | some piece in regex.split(`\s+`, build.text(instruction)); piece != ""}

_pattern := `^([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([A-Za-z]+))?$`

_range(text) := numbers.range(to_number(groups[1]), min([to_number(groups[2]), 65535])) if {
	groups := regex.find_all_string_submatch_n(_pattern, text, 1)[0]
	groups[2] != ""
	to_number(groups[1]) <= to_number(groups[2])
}

_range(text) := [to_number(groups[1])] if {
	groups := regex.find_all_string_submatch_n(_pattern, text, 1)[0]
	groups[2] == ""
}

_protocols(text) := {"tcp"} if not contains(text, "/")

_protocols(text) := {lower(split(text, "/")[1])} if contains(text, "/")

_protocol_agrees(text, _) if not contains(text, "/")

_protocol_agrees(text, protocol) if lower(split(text, "/")[1]) == protocol

default _location(_, _) := null

_location(port, protocol) := _locations[[port, protocol]]

# Later lines go before earlier ones.
_locations := object.union_n([{pair: build.location(line) | some pair in expand(piece)} |
	some line in _lines
	some piece in _pieces(line)
])
