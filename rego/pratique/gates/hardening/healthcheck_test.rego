package pratique.gates.hardening.healthcheck_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

checks := {
	"none": {"input": given.dockerfile([]), "want": ["Image has no health check"]},
	"there": {"input": given.dockerfile([["HEALTHCHECK", "CMD true"]]), "want": []},
	"switched off": {
		"input": given.dockerfile([["HEALTHCHECK", "CMD true"], ["HEALTHCHECK", "none"]]),
		"want": ["Health check is disabled: HEALTHCHECK NONE [3]"],
	},
	"configuration": {"input": given.configured({"Healthcheck": {"Test": ["CMD", "true"]}}), "want": []},
	"configured none": {
		"input": given.configured({"Healthcheck": {"Test": ["NONE"]}}),
		"want": ["Health check is disabled: HEALTHCHECK NONE"],
	},
	"configuration without": {"input": given.configured({}), "want": ["Image has no health check"]},
	"history of a builder that leaves it out": {
		"input": object.union(given.configured({}), given.guessed([["HEALTHCHECK", "CMD true"]])),
		"want": [],
	},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

test_healthcheck[name] if {
	some name, tc in checks
	fixture.messages(hardening.healthcheck.findings(record, {})) == tc.want with input as tc.input
}

separate_findings(document) := results if {
	params := {}
	results := hardening.healthcheck.findings(fixture.rule("hardening", "healthcheck"), params) with input as document
}

several := given.dockerfile([["HEALTHCHECK", "NONE"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["ac10a55e8e1fedd09e50e52116b4c611"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
