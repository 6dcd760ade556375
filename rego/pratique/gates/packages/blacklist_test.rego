package pratique.gates.packages.blacklist_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.packages.blacklist

record := fixture.rule("packages", "blacklist")

document := {"packages": [
	{"name": "musl", "version": "1.2.3", "release": "r4", "full_version": "1.2.3-r4", "type": "apkg"},
	{"name": "musl", "version": "1.0", "type": "npm", "path": "/x"},
	{"name": "musl", "version": "1.0", "type": "npm", "path": "/y"},
]}

named := fixture.fired(record, "Package is blacklisted: musl", "3516d02432e8235be907002d305e78f8", null)

cases := {
	"name": {"params": {"name": "musl"}, "want": [named, named, named]},
	"an empty version": {"params": {"name": "musl", "version": ""}, "want": [named, named, named]},
	"another name": {"params": {"name": "Musl"}, "want": []},
	"version": {
		"params": {"name": "musl", "version": "1.2.3"},
		"want": [fixture.fired(record, "Package is blacklisted: musl-1.2.3", "4195b1e4458d86046b375e0dfe91008c", null)],
	},
	"several of a version": {
		"params": {"name": "musl", "version": "1.0"},
		"want": [finding |
			some _ in numbers.range(1, 2)
			finding := fixture.hashed(record, "Package is blacklisted: musl-1.0", null)
		],
	},
	"a release": {"params": {"name": "musl", "version": "1.2.3-r4"}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	blacklist.findings(record, tc.params) == tc.want with input as document
}

sections := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_no_packages[name] if {
	some name, none in sections
	blacklist.findings(record, {"name": "musl"}) == [] with input as none
}
