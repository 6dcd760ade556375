package pratique.gates.runtime.daemon.base_size_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"another": {
		"input": {"daemon": {"effective": {"storage-opts": ["dm.fs=xfs", "dm.basesize=20G"]}}},
		"want": ["the base device size is changed: dm.basesize=20G"],
	},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": []},
	"other options": {"input": {"daemon": {"effective": {"storage-opts": ["dm.fs=xfs"]}}}, "want": []},
	"null": {
		"input": {"daemon": {"effective": {"storage-opts": null}}},
		"want": ["unknown: daemon: effective.storage-opts is not known"],
	},
	"daemon empty": {"input": {"daemon": {}}, "want": ["unknown: daemon: effective.storage-opts is not known"]},
	"no daemon": {"input": {}, "want": ["unknown: daemon: effective.storage-opts is not known"]},
}

findings(document) := results if {
	params := {"check": "base_size"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"effective": {"storage-opts": ["dm.fs=xfs", "dm.basesize=20G"]}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["5c3aea07808cdb0efe94e6193952262f"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
