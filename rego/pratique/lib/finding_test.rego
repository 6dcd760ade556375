package pratique.lib.finding_test

import data.pratique.fixture_test as fixture
import data.pratique.lib.finding

hits := {
	"hashed": {
		"gate": "dockerfile",
		"trigger": "no_dockerfile_provided",
		"hit": {"message": "Image was not analyzed with an actual Dockerfile"},
		"trigger_id": "b00b22232c1902075263067d2d2b8eea",
		"location": null,
	},
	"hashed as UTF-8": {
		"gate": "files",
		"trigger": "name_match",
		"hit": {"message": "é"},
		"trigger_id": "f9625b7f81cddd7589cf633514cb67f8",
		"location": null,
	},
	"fixed": {
		"gate": "always",
		"trigger": "always",
		"hit": {"message": "m", "trigger_id": "always", "location": {"path": "/x", "layer": 0}},
		"trigger_id": "always",
		"location": {"path": "/x", "layer": 0},
	},
}

test_new[name] if {
	some name, tc in hits
	record := fixture.rule(tc.gate, tc.trigger)
	finding.new(record, tc.hit) == fixture.fired(record, tc.hit.message, tc.trigger_id, tc.location)
}

test_error if {
	record := fixture.rule("files", "name_match")
	finding.error(record, "nothing to repeat") == fixture.raised(record, "nothing to repeat")
}

test_rated if {
	record := fixture.rule("vulnerabilities", "package")
	plain := finding.new(record, {"message": "m"})
	finding.rated(record, {"message": "m"}, null) == plain
	finding.rated(record, {"message": "m"}, "critical") == object.union(plain, {"severity": "critical"})
}
