package pratique.gates.hardening.add_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	every document in [given.unread, given.guessed([])] {
		fixture.messages(hardening.add.findings(record, {})) == unknown with input as document
	}
}

test_add if {
	list := [["ADD", "file:0a in / "], ["ADD", "x /y"]]
	used := ["ADD used instead of COPY: x /y"]
	fixture.messages(hardening.add.findings(record, {})) == used with input as given.guessed(list)
	lines := ["ADD used instead of COPY: file:0a in /  [2]", "ADD used instead of COPY: x /y [3]"]
	fixture.messages(hardening.add.findings(record, {})) == lines with input as given.dockerfile(list)
	fixture.messages(hardening.add.findings(record, {})) == [] with input as given.dockerfile([["COPY", "x /y"]])
	fixture.messages(hardening.add.findings(record, {})) == [
		"unknown: dockerfile: the Dockerfile could not be read",
	] with input as given.unread
}

# What has secrets has a text without them.
test_shown if {
	line := ["ADD", "https://u:p@x/z.deb /", {"shown": "https://u:[redacted]@x/z.deb /"}]
	want := ["ADD used instead of COPY: https://u:[redacted]@x/z.deb / [2]"]
	fixture.messages(hardening.add.findings(record, {})) == want with input as given.dockerfile([line])
}

separate_findings(document) := results if {
	params := {}
	results := hardening.add.findings(fixture.rule("hardening", "add"), params) with input as document
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [["ADD", "a /"]]},
	{"from": "debian", "list": [["ADD", "a /"], ["ADD", "b /"]]},
])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"ad872129af126d190ed640429d11e420",
		"68ae11163d962f0e03606c7f1e297bec",
		"2817a0e51edbee2b863ea02576187f84",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}

test_untold if {
	document := object.union(given.guessed([["RUN", "x"]]), {"image": {"history": [{}], "layers": [{}]}})
	got := hardening.add.findings(record, {}) with input as document
	fixture.messages(got) == ["unknown: dockerfile: the history does not say what made a layer"]
}
