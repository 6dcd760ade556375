package pratique.gates.runtime.container.readonly_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"can be written": {
		"input": {"containers": [{"name": "web", "readonly_rootfs": false}]},
		"want": ["web: root filesystem is writable"],
	},
	"only read": {"input": {"containers": [{"name": "web", "readonly_rootfs": true}]}, "want": []},
	"readonly_rootfs absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: readonly_rootfs of web is not known"],
	},
	"readonly_rootfs null": {
		"input": {"containers": [{"name": "web", "readonly_rootfs": null}]},
		"want": ["unknown: containers: readonly_rootfs of web is not known"],
	},
	"readonly_rootfs incomplete": {
		"input": {"containers": [{"name": "web", "readonly_rootfs": true, "incomplete": ["readonly_rootfs"]}]},
		"want": ["unknown: containers: readonly_rootfs of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "readonly"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "readonly_rootfs": false}, {"name": "db", "readonly_rootfs": false}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["73b42c2cc4738adb1338753134e6a7ac", "c9195e1f35483b90466e368cb51b3bac"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
