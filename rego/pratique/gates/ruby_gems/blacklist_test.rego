package pratique.gates.ruby_gems.blacklist_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.ruby_gems.blacklist

record := fixture.rule("ruby_gems", "blacklist")

installed := [
	{"name": "rack", "version": "1", "type": "gem", "path": "/a"},
	{"name": "rack", "version": "2", "type": "gem", "path": "/b"},
	{"name": "musl", "version": "1", "type": "apkg"},
	{"name": "odd", "version": "", "type": "gem", "path": "/c"},
]

cases := {
	"name": {
		"params": {"name": "rack"},
		"want": [fixture.fired(record, "Gem Package is blacklisted: rack", "032fc46f0ebe8f11381011e9fcd4fab4", null)],
	},
	"version": {
		"params": {"name": "rack", "version": "1"},
		"want": [fixture.fired(record, "Gem Package is blacklisted: rack-1", "e70675498229ecad3e5719407637e895", null)],
	},
	"another version": {"params": {"name": "rack", "version": "3"}, "want": []},
	"an empty version": {"params": {"name": "odd", "version": ""}, "want": []},
	"another name": {"params": {"name": "Rack"}, "want": []},
	"another type": {"params": {"name": "musl"}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	blacklist.findings(record, tc.params) == tc.want with input as {"packages": installed}
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	some name, none in sections
	blacklist.findings(record, {"name": "rack"}) == [] with input as none
	blacklist.findings(record, {"name": "rack", "version": "1"}) == [] with input as none
}
