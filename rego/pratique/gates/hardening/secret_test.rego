package pratique.gates.hardening.secret_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

secret(source, name, fingerprint, line) := {"source": source, "name": name, "fingerprint": fingerprint, "line": line}

test_secret if {
	document := {"secrets": [
		secret("env", "DB_PASSWORD", "a", null),
		secret("history", "DB_PASSWORD", "a", null),
		secret("dockerfile", "DB_PASSWORD", "a", 3),
		secret("label", "token", "b", null),
		secret("build_arg", "KEY", null, null),
		secret("file", "x", "c", 1),
	]}
	want := [
		"Secret found in the Dockerfile: DB_PASSWORD",
		"Secret found in the labels: token",
		"Secret found in the build arguments: KEY",
	]
	fixture.messages(hardening.secret.findings(record, {})) == want with input as document
	named := object.union(document, {"dockerfile": {"mode": "actual", "path": "D"}})
	results := hardening.secret.findings(record, {}) with input as named
	results[0].location == {"file": "D", "start_line": 3, "end_line": 3}
	over := object.union(
		named,
		{"dockerfile": {"instructions": [{"start_line": 2, "end_line": 4}, {"start_line": 5, "end_line": 5}]}},
	)
	ranged := hardening.secret.findings(record, {}) with input as over
	ranged[0].location == {"file": "D", "start_line": 2, "end_line": 4}
	unnamed := object.union(document, {"dockerfile": {"mode": "actual"}})
	others := hardening.secret.findings(record, {}) with input as unnamed
	others[0].location.file == "Dockerfile"
}

# Secrets of one name in two instructions are apart, in one line above or below they are the same.
test_trigger_ids if {
	lines := given.dockerfile([["ARG", "A=[redacted]"], ["ARG", "B=[redacted]"]])
	document := object.union(lines, {"secrets": [
		secret("dockerfile", "KEY", "a", 2),
		secret("dockerfile", "KEY", "b", 3),
		secret("env", "KEY", "c", null),
	]})
	results := hardening.secret.findings(record, {}) with input as document
	fixture.separate(results)
	below := object.union(fixture.moved(document), {"secrets": [
		secret("dockerfile", "KEY", "a", 9),
		secret("dockerfile", "KEY", "b", 10),
		secret("env", "KEY", "c", null),
	]})
	moved := hardening.secret.findings(record, {}) with input as below
	fixture.same_ids(results, moved)
}

# A document of another tool need not say which layer.
test_secret_in_a_deleted_file_of_no_known_layer if {
	gone := {"source": "file", "name": "PRIV_KEY", "path": "/srv/key", "fingerprint": null, "deleted": true}
	every secret in [gone, object.union(gone, {"layer": null})] {
		results := hardening.secret.findings(record, {"where": "deleted_files"}) with input as {"secrets": [secret]}
		fixture.messages(results) == [
			"Secret found in a layer, though a later layer removes the file: PRIV_KEY in /srv/key",
		]
	}
}

test_secret_in_a_deleted_file if {
	gone := {
		"source": "file",
		"name": "PRIV_KEY",
		"path": "/srv/key",
		"layer": 2,
		"line": 7,
		"fingerprint": null,
		"deleted": true,
	}
	document := {"secrets": [secret("env", "DB_PASSWORD", "a", null), secret("file", "x", "c", 1), gone]}
	results := hardening.secret.findings(record, {"where": "deleted_files"}) with input as document
	fixture.messages(results) == [
		"Secret found in layer 2, though a later layer removes the file: PRIV_KEY in /srv/key",
	]
	results[0].location == {"path": "/srv/key", "layer": 2}
	described := ["Secret found in the environment: DB_PASSWORD"]
	fixture.messages(hardening.secret.findings(record, {"where": "description"})) == described with input as document
	fixture.messages(hardening.secret.findings(record, {})) == described with input as document
	fixture.messages(hardening.secret.findings(record, {"where": "deleted_files"})) == [] with input as {"secrets": []}
}
