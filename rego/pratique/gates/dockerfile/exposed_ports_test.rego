package pratique.gates.dockerfile.exposed_ports_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.dockerfile.exposed_ports

record := fixture.rule("dockerfile", "exposed_ports")

denied(ports) := [fixture.hashed(record, message, null) |
	some port in ports
	message := sprintf("Dockerfile exposes port (%s) which is in policy file DENIEDPORTS list", [port])
]

not_allowed(ports) := [fixture.hashed(record, message, null) |
	some port in ports
	message := sprintf("Dockerfile exposes port (%s) which is not in policy file ALLOWEDPORTS list", [port])
]

denials := {
	"in the parameter's order": {
		"line": "EXPOSE 22 80/tcp 53/udp",
		"ports": [53, 22, 80],
		"want": ["53/udp", "22", "80/tcp"],
	},
	"repeated parameter": {"line": "EXPOSE 22", "ports": [22, 22], "want": ["22", "22"]},
	"both protocols": {"line": "EXPOSE 53/udp 53/tcp", "ports": [53], "want": ["53/tcp"]},
	"texts": {"line": "EXPOSE 022 90-95 8080/TCP $P map[80/tcp:{}]", "ports": [22, 90, 8080, 80], "want": []},
	"lower case": {"line": "expose\t80", "ports": [80], "want": ["80"]},
	"mixed case": {"line": "Expose 80", "ports": [80], "want": []},
	"no ports": {"line": "EXPOSE", "ports": [80], "want": []},
}

test_blacklist[name] if {
	some name, tc in denials
	document := {"dockerfile": {"mode": "actual", "lines": {"EXPOSE": [tc.line]}}}
	got := exposed_ports.findings(record, {"type": "blacklist", "ports": tc.ports}) with input as document
	got == denied(tc.want)
}

allowances := {
	"all allowed": {"line": "EXPOSE 22 80/tcp 53/udp", "ports": [53, 22, 80], "want": []},
	"none allowed": {"line": "EXPOSE 80/tcp 22", "ports": [1], "want": ["80/tcp", "22"]},
	"repeated port": {"line": "EXPOSE 80 80", "ports": [80], "want": ["80"]},
	"repeated port and parameter": {"line": "EXPOSE 80 80 80", "ports": [80, 80], "want": ["80"]},
	"repeated udp": {"line": "EXPOSE 80/udp 80 80/udp 80 80/tcp 80 80", "ports": [80], "want": ["80"]},
	"order": {"line": "EXPOSE 9 80 7 80 8", "ports": [80], "want": ["9", "7", "80", "8"]},
	"texts": {"line": "EXPOSE 022 [80/tcp]", "ports": [22, 80], "want": ["022", "[80/tcp]"]},
	"large numbers": {"line": "EXPOSE 100000000000000000000", "ports": [100000000000000000000], "want": []},
}

test_whitelist[name] if {
	some name, tc in allowances
	document := {"dockerfile": {"mode": "actual", "lines": {"EXPOSE": [tc.line]}}}
	got := exposed_ports.findings(record, {"type": "whitelist", "ports": tc.ports}) with input as document
	got == not_allowed(tc.want)
}

# Each line for itself, with the trigger ids of Anchore's documentation.
test_lines if {
	document := {"dockerfile": {
		"mode": "actual",
		"path": "D",
		"lines": {"EXPOSE": ["EXPOSE 22", "EXPOSE 22"]},
		"locations": {"EXPOSE": [{"start_line": 2, "end_line": 2}, {"start_line": 3, "end_line": 3}]},
	}}
	got := exposed_ports.findings(record, {"type": "whitelist", "ports": [1]}) with input as document
	message := "Dockerfile exposes port (22) which is not in policy file ALLOWEDPORTS list"
	id := "fb31dbd016fc37adbe36afe3ca4efa17"
	got == [
		fixture.fired(record, message, id, {"file": "D", "start_line": 2, "end_line": 2}),
		fixture.fired(record, message, id, {"file": "D", "start_line": 3, "end_line": 3}),
	]
}

sections := {
	"absent": {},
	"null": {"dockerfile": null},
	"empty": {"dockerfile": {"mode": "actual", "lines": {}}},
	"guessed": {"dockerfile": {"mode": "guessed", "lines": {"EXPOSE": ["EXPOSE 80"]}}},
}

test_nothing_to_check[name] if {
	params := {"type": "blacklist", "ports": [80], "actual_dockerfile_only": true}
	some name, document in sections
	exposed_ports.findings(record, params) == [] with input as document
}

test_incomplete if not exposed_ports.findings(record, {"type": "blacklist"})
