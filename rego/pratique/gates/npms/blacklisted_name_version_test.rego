package pratique.gates.npms.blacklisted_name_version_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.npms.blacklisted_name_version

record := fixture.rule("npms", "blacklisted_name_version")

installed := [
	{"name": "rack", "version": "1", "type": "npm", "path": "/a"},
	{"name": "rack", "version": "2", "type": "npm", "path": "/b"},
	{"name": "musl", "version": "1", "type": "apkg"},
	{"name": "odd", "version": "", "type": "npm", "path": "/c"},
]

cases := {
	"name": {
		"params": {"name": "rack"},
		"want": [fixture.fired(record, "NPM Package is blacklisted: rack", "c6b5ce93ab4c6337fa10585e8177c8f6", null)],
	},
	"version": {
		"params": {"name": "rack", "version": "1"},
		"want": [fixture.fired(record, "NPM Package is blacklisted: rack-1", "367f39ceda3cb0089e0783cf28f0e941", null)],
	},
	"another version": {"params": {"name": "rack", "version": "3"}, "want": []},
	"an empty version": {"params": {"name": "odd", "version": ""}, "want": []},
	"another name": {"params": {"name": "Rack"}, "want": []},
	"another type": {"params": {"name": "musl"}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	blacklisted_name_version.findings(record, tc.params) == tc.want with input as {"packages": installed}
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	some name, none in sections
	blacklisted_name_version.findings(record, {"name": "rack"}) == [] with input as none
	blacklisted_name_version.findings(record, {"name": "rack", "version": "1"}) == [] with input as none
}
