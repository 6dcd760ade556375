package pratique.gates.dockerfile.no_dockerfile_provided_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.dockerfile.no_dockerfile_provided

record := fixture.rule("dockerfile", "no_dockerfile_provided")

missing := [
	fixture.fired(record, "Image was not analyzed with an actual Dockerfile", "b00b22232c1902075263067d2d2b8eea", null),
]

cases := {
	"absent": {"document": {}, "want": missing},
	"null": {"document": {"dockerfile": null}, "want": missing},
	"empty": {"document": {"dockerfile": {}}, "want": missing},
	"unknown": {"document": {"dockerfile": {"mode": "unknown"}}, "want": missing},
	"guessed": {"document": {"dockerfile": {"mode": "guessed", "lines": {}}}, "want": missing},
	"actual": {"document": {"dockerfile": {"mode": "actual"}}, "want": []},
	"upper case": {"document": {"dockerfile": {"mode": "ACTUAL"}}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	no_dockerfile_provided.findings(record, {}) == tc.want with input as tc.document
}
