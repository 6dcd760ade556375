package pratique.lib.ports_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.lib.ports

named(document) := names if {
	names := [ports.name(port) | some port in ports.exposed] with input as document
}

exposed := {
	"none": [given.dockerfile([]), []],
	"with and without a protocol": [given.dockerfile([["EXPOSE", "80 53/udp"]]), ["53/udp", "80/tcp"]],
	"a range": [given.dockerfile([["EXPOSE", "8000-8002"]]), ["8000/tcp", "8001/tcp", "8002/tcp"]],
	"in capitals": [given.dockerfile([["EXPOSE", "53/UDP"]]), ["53/udp"]],
	"of the configuration": [given.configured({"ExposedPorts": {"443/tcp": {}, "80/tcp": {}}}), ["80/tcp", "443/tcp"]],
	"none of the configuration": [given.configured({"ExposedPorts": null}), []],
}

test_exposed[name] if {
	some name, [document, want] in exposed
	sort(named(document)) == sort(want)
}

test_unknown if {
	ports.unknown == [] with input as given.dockerfile([["EXPOSE", "80"]])
	ports.unknown == ["dockerfile: the port $X is not known"] with input as given.dockerfile([["EXPOSE", "$X"]])
	ports.unknown == ["dockerfile: the Dockerfile could not be read"] with input as given.unread
}

test_covered if {
	every text in ["80", "80/tcp", "79-81", "80/TCP"] {
		ports.covered([text], {"port": 80, "protocol": "tcp"})
	}
	every text in ["81", "80/udp", "81-90", "x", ""] {
		not ports.covered([text], {"port": 80, "protocol": "tcp"})
	}
}

# A protocol that is a variable without a value.
test_protocol_unknown if {
	named(given.dockerfile([["EXPOSE", "80/$P"]])) == ["80/unknown"]
}

# More ranges than are looked through at once: each port is there once.
test_exposed_many if {
	texts := [sprintf("%d-%d", [n, n + 3]) | some n in numbers.range(1000, 1599)]
	document := given.dockerfile([["EXPOSE", concat(" ", texts)]])
	found := named(document)
	count(found) == 603
	{name | some name in found} == {sprintf("%d/tcp", [n]) | some n in numbers.range(1000, 1602)}
}

# A port of the configuration stands where an EXPOSE has it: by its number, as text or in a range.
test_location if {
	lines := given.dockerfile([["EXPOSE", "80"], ["EXPOSE", "53/udp"], ["EXPOSE", "8000-8010"]])
	config := {"ExposedPorts": {"80/tcp": {}, "53/udp": {}, "8001/tcp": {}, "9/tcp": {}}}
	document := object.union(lines, {"image": {"config": config}})
	found := {ports.name(port): port.location | some port in ports.exposed} with input as document
	found == {"80/tcp": line(2), "53/udp": line(3), "8001/tcp": line(4), "9/tcp": null}
}

line(n) := {"file": "Dockerfile", "start_line": n, "end_line": n}
