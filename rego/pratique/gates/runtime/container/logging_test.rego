package pratique.gates.runtime.container.logging_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"files": {
		"input": {"containers": [{"name": "web", "log_driver": "json-file"}]},
		"want": ["web: logs stay on the host: the log driver is json-file"],
	},
	"local": {
		"input": {"containers": [{"name": "web", "log_driver": "local"}]},
		"want": ["web: logs stay on the host: the log driver is local"],
	},
	"none": {
		"input": {"containers": [{"name": "web", "log_driver": "none"}]},
		"want": ["web: logs stay on the host: the log driver is none"],
	},
	"elsewhere": {"input": {"containers": [{"name": "web", "log_driver": "syslog"}]}, "want": []},
	"log_driver absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: log_driver of web is not known"],
	},
	"log_driver null": {
		"input": {"containers": [{"name": "web", "log_driver": null}]},
		"want": ["unknown: containers: log_driver of web is not known"],
	},
	"log_driver incomplete": {
		"input": {"containers": [{"name": "web", "log_driver": "syslog", "incomplete": ["log_driver"]}]},
		"want": ["unknown: containers: log_driver of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "logging"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "log_driver": "json-file"}, {"name": "db", "log_driver": "json-file"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["eb23db7271f54e293bb1dd3a5216d144", "271eb65c6a7aa88aeb7cf27dd2270fbe"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
