package pratique.gates.files.suid_or_guid_set_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.files.suid_or_guid_set

record := fixture.rule("files", "suid_or_guid_set")

sections := {"absent": {}, "null": {"files": null}, "empty": {"files": {}}, "none": {"files": {"/a": {"mode": 33188}}}}

test_nothing[name] if {
	some name, document in sections
	suid_or_guid_set.findings(record, {}) == [] with input as document
}

test_findings if {
	document := {"files": {
		"/w": {"type": "dir", "mode": 17901, "layer": 0},
		"/bin/su": {"type": "file", "mode": 35309, "layer": 2},
		"/sticky": {"type": "dir", "mode": 17407, "layer": 0},
		"/bin/ls": {"type": "file", "mode": 33261, "layer": 0},
	}}
	got := suid_or_guid_set.findings(record, {}) with input as document
	got == [
		fixture.fired(
			record,
			"SUID or SGID found set on file /bin/su. Mode: 0o104755",
			"91192388289daa4ffb2844ac9fbd709f",
			{"path": "/bin/su", "layer": 2},
		),
		fixture.hashed(record, "SUID or SGID found set on file /w. Mode: 0o42755", {"path": "/w", "layer": 0}),
	]
}
