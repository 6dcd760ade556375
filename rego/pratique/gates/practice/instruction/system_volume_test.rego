package pratique.gates.practice.instruction.system_volume_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"of the configuration": {
		"input": given.configured({"Volumes": {"/proc": {}, "/data": {}}}),
		"want": ["Volume is on a kernel directory: /proc"],
	},
	"/dev": {
		"input": given.configured({"Volumes": {"/dev": {}}}),
		"want": ["Volume is on a kernel directory: /dev"],
	},
	"/sys/x": {
		"input": given.configured({"Volumes": {"/sys/x": {}}}),
		"want": ["Volume is on a kernel directory: /sys/x"],
	},
	"/devices": {"input": given.configured({"Volumes": {"/devices": {}}}), "want": []},
	"/data/dev": {"input": given.configured({"Volumes": {"/data/dev": {}}}), "want": []},
	"none of the configuration": {"input": given.configured({}), "want": []},
	"null in the configuration": {"input": given.configured({"Volumes": null}), "want": []},
	"of the Dockerfile": {
		"input": given.dockerfile([["VOLUME", "/sys/x /data"]]),
		"want": ["Volume is on a kernel directory: /sys/x [2]"],
	},
	"of another stage": {
		"input": given.staged([{"from": "a", "list": [["VOLUME", "/sys"]]}, {"from": "b", "list": []}]),
		"want": [],
	},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "system_volume"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.configured({"Volumes": {"/proc": {}, "/sys": {}}})

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["761ff8efb6ae1b72155f7c610062c1f3", "b06fd41cd3f2bce8eb00becf17b75c6a"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
