package pratique.gates.hardening.writable_file_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "writable_file")

document := {"files": {
	"/etc/app.conf": {"type": "file", "mode": 33206, "layer": 1},
	"/etc/link.conf": {"type": "hardlink", "mode": 33206, "layer": 1},
	"/etc/other.conf": {"type": "file", "mode": 33188, "layer": 0},
	"/usr/bin/link": {"type": "symlink", "mode": 41471, "layer": 0},
	"/dev/null": {"type": "char", "mode": 8630, "layer": 0},
	"/tmp": {"type": "dir", "mode": 17407, "layer": 0},
	"/srv/drop": {"type": "dir", "mode": 16895, "layer": 0},
	"/srv/allowed": {"type": "dir", "mode": 16895, "layer": 0},
}}

test_writable_file if {
	results := hardening.writable_file.findings(record, {"allowed": ["/srv/allowed"]}) with input as document
	fixture.messages(results) == [
		"Everyone may write /etc/app.conf: mode 0666",
		"Everyone may write /etc/link.conf: mode 0666",
		"Everyone may write /srv/drop: mode 0777",
	]
	results[0].location == {"path": "/etc/app.conf", "layer": 1}
}

test_nothing[name] if {
	some name, files in {"absent": {}, "null": {"files": null}, "empty": {"files": {}}}
	hardening.writable_file.findings(record, {"allowed": []}) == [] with input as files
}

# Findings that one may want to except separately have trigger ids of their own, whatever their modes.
test_trigger_ids if {
	results := hardening.writable_file.findings(record, {"allowed": []}) with input as document
	fixture.separate(results)
	modes := [{"op": "replace", "path": "/files/~1etc~1app.conf/mode", "value": 33279}]
	others := hardening.writable_file.findings(record, {"allowed": []}) with input as json.patch(document, modes)
	fixture.same_ids(results, others)
}
