# METADATA
# title: Exposed ports
# description: >-
#   Checks the ports of each EXPOSE line. Ports are compared as text with PORT, PORT/tcp and
#   PORT/udp: ranges, variables, protocols in upper case and the spellings of a rebuilt history
#   such as map[80/tcp:{}] equal no number, so a blacklist misses and a whitelist reports them.
# scope: package
# custom:
#   gate: dockerfile
#   trigger: exposed_ports
#   remediation: >-
#     Remove the port from the EXPOSE line, or expose one that the rule allows, written as PORT,
#     PORT/tcp or PORT/udp.
#   parameters:
#     - name: ports
#       attribute: ports
#       description: Numbers of ports, separated by commas.
#       example: 80,443
#       required: true
#       validator: numcsv
#     - name: type
#       attribute: allowed_type
#       description: Whether the listed ports are the only ones allowed (whitelist), or are not allowed (blacklist).
#       example: blacklist
#       required: true
#       validator: enum
#       values: [whitelist, blacklist]
#     - name: actual_dockerfile_only
#       attribute: actual_dockerfile_only
#       description: Passes over a Dockerfile that was rebuilt from the image's history.
#       example: "true"
#       validator: bool
#   needs:
#     - dockerfile
#   messages:
#     - Dockerfile exposes port ({port}) which is in policy file DENIEDPORTS list
#     - Dockerfile exposes port ({port}) which is not in policy file ALLOWEDPORTS list
#   examples:
#     - {id: no-ssh, gate: dockerfile, trigger: exposed_ports, action: STOP, params: [{name: ports, value: "22"}, {name: type, value: blacklist}]}
#   samples:
#     - {dockerfile: {mode: actual, lines: {EXPOSE: ["EXPOSE {ports.item}"]}}}
#     - {dockerfile: {mode: actual, lines: {EXPOSE: [EXPOSE 4711]}}}
#     - {dockerfile: {mode: actual, lines: {FROM: [FROM scratch]}}}
#   anchore: {since: "1.0"}
package pratique.gates.dockerfile.exposed_ports

import data.pratique.lib.dockerfile
import data.pratique.lib.finding
import data.pratique.lib.python

# METADATA
# description: >-
#   For a blacklist one finding for each line and listed port, in the parameter's order; for a
#   whitelist one for each port of a line that is left over.
findings(rule, params) := [finding.new(rule, hit) |
	some i, line in dockerfile.considered(params).EXPOSE
	some port in _reported(type, _exposed(line), ports)
	hit := {
		"message": sprintf(_message[type], [port]),
		"location": dockerfile.location("EXPOSE", i),
	}
] if {
	type := params.type
	listed := params.ports
	ports := [format_int(number, 10) | some number in listed]
}

_message := {
	"blacklist": "Dockerfile exposes port (%s) which is in policy file DENIEDPORTS list",
	"whitelist": "Dockerfile exposes port (%s) which is not in policy file ALLOWEDPORTS list",
}

# compatibility.md#expose-spelling: EXPOSE or expose, not Expose.
_exposed(line) := python.words(groups[1]) if {
	groups := regex.find_all_string_submatch_n(_expose_line, line, 1)[0]
}

_expose_line := concat("", [`^`, python.space, `*(?:EXPOSE|expose)`, python.space, `+(.*)`])

# compatibility.md#exposed-port-both-protocols: a port exposed for both protocols is reported once, as tcp.
_reported("blacklist", exposed, ports) := [spelling |
	set := {port | some port in exposed}
	some port in ports
	spelling := [written | some written in _spellings(port); written in set][0]
]

# compatibility.md#exposed-port-repeated: for each time that a port is listed, Anchore removes one
# PORT and one PORT/tcp, and once more for each PORT/udp that it finds to remove.
_reported("whitelist", exposed, ports) := [port |
	some i, port in exposed
	ranks[i] >= object.get(removals, port, 0)
] if {
	ranks := _ranks(exposed)
	times := _times(exposed)
	removals := {spelling: n |
		some port, listed in _times(ports)
		n := listed + object.get(times, sprintf("%s/udp", [port]), 0)
		some spelling in _spellings(port)
	}
}

_spellings(port) := [port, sprintf("%s/tcp", [port]), sprintf("%s/udp", [port])]

# How many equal texts stand before each. Counted in sorted order: a hostile line has very many.
_ranks(texts) := {i: rank |
	some k, [text, i] in sorted
	rank := k - firsts[text]
} if {
	sorted := sort([[text, i] | some i, text in texts])
	firsts := _firsts([text | some [text, _] in sorted])
}

# Text -> how often it stands there.
_times(texts) := {text: times |
	some text, first in firsts
	times := (count(texts) - lasts[text]) - first
} if {
	sorted := sort(texts)
	firsts := _firsts(sorted)
	lasts := _firsts(array.reverse(sorted))
}

_firsts(sorted) := {text: i |
	some i, text in sorted
	not sorted[i - 1] == text
}
