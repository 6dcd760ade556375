package pratique.lib.time_test

import data.pratique.lib.time as clock

noon := 1710504000000000000

test_stated if {
	[clock.now_ns, clock.now] == [noon, "2024-03-15T12:00:00Z"] with input as {"evaluated_at": "2024-03-15T12:00:00Z"}
	not clock.problem with input as {"evaluated_at": "2024-03-15T12:00:00Z"}
}

unstated := {"absent": {}, "null": {"evaluated_at": null}, "no object": ["x"]}

test_unstated[name] if {
	some name, document in unstated
	[clock.now_ns, clock.now] == [noon, "2024-03-15T12:00:00Z"] with input as document with time.now_ns as noon
	not clock.problem with input as document
}

malformed := {
	"empty": "",
	"date only": "2024-03-15",
	"no zone": "2024-03-15T12:00:00",
	"number": 5,
	"30 February": "2024-02-30T00:00:00Z",
}

test_malformed[name] if {
	some name, text in malformed
	clock.now_ns == noon with input as {"evaluated_at": text} with time.now_ns as noon
	clock.problem == "input.evaluated_at is not an RFC 3339 time" with input as {"evaluated_at": text}
}
