package pratique.gates.runtime.deployment.logging_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"elsewhere, whatever the daemon does": {
		"input": {"containers": [{"name": "web", "log_driver": "syslog"}], "daemon": {"effective": {"log-driver": "local"}}},
		"want": [],
	},
	"elsewhere": {"input": {"containers": [{"log_driver": "syslog", "name": "web", "source": "inspect"}]}, "want": []},
	"local": {
		"input": {"containers": [{"log_driver": "local", "name": "web", "source": "inspect"}]},
		"want": ["web: logs stay on the host: the log driver is local"],
	},
	"not told": {
		"input": {"containers": [{"log_driver": null, "name": "web", "source": "inspect"}]},
		"want": ["unknown: containers: log_driver of web is not known"],
	},
	"by the daemon, elsewhere": {
		"input": {
			"containers": [{"log_driver": null, "name": "web", "source": "inspect"}],
			"daemon": {"effective": {"log-driver": "fluentd"}},
		},
		"want": [],
	},
	"by the daemon, on the host": {
		"input": {
			"containers": [{"log_driver": null, "name": "web", "source": "inspect"}],
			"daemon": {"info": {"LoggingDriver": "json-file"}},
		},
		"want": ["web: logs stay on the host: the log driver is json-file"],
	},
	"of a cluster": {
		"input": {"containers": [{"log_driver": null, "name": "web", "source": "kubernetes"}], "daemon": {"effective": {}}},
		"want": ["unknown: containers: log_driver of web is not known"],
	},
	"no containers told": {"input": {}, "want": []},
	"none": {
		"input": {"containers": [{"name": "web", "log_driver": "none"}]},
		"want": ["web: logs stay on the host: the log driver is none"],
	},
	"files": {
		"input": {"containers": [{"name": "web", "log_driver": "json-file"}]},
		"want": ["web: logs stay on the host: the log driver is json-file"],
	},
	"by the default of the daemon": {
		"input": {"containers": [{"name": "web", "log_driver": null}], "daemon": {"effective": {}}},
		"want": ["web: logs stay on the host: the log driver is json-file"],
	},
}

findings(document) := results if {
	params := {"check": "logging"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "log_driver": "none"}, {"name": "db", "log_driver": "none"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["2084fcce28d9322c7fa7c610b05093a4", "76e334d5491398a235889f8949d143d0"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
