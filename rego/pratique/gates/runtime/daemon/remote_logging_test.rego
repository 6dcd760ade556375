package pratique.gates.runtime.daemon.remote_logging_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.daemon

cases := {
	"files": {
		"input": {"daemon": {"info": {"LoggingDriver": "json-file"}}},
		"want": ["logs stay on the host: the log driver is json-file"],
	},
	"local": {
		"input": {"daemon": {"info": {"LoggingDriver": "local"}}},
		"want": ["logs stay on the host: the log driver is local"],
	},
	"none": {
		"input": {"daemon": {"info": {"LoggingDriver": "none"}}},
		"want": ["logs stay on the host: the log driver is none"],
	},
	"elsewhere": {"input": {"daemon": {"info": {"LoggingDriver": "syslog"}}}, "want": []},
	"elsewhere, and not as configured": {
		"input": {"daemon": {"info": {"LoggingDriver": "syslog"}, "effective": {"log-driver": "json-file"}}},
		"want": [],
	},
	"by default": {"input": {"daemon": {"effective": {}}}, "want": ["logs stay on the host: the log driver is json-file"]},
	"null": {
		"input": {"daemon": {"effective": {"log-driver": null}}},
		"want": ["unknown: daemon: info.LoggingDriver or effective.log-driver is not known"],
	},
	"daemon empty": {
		"input": {"daemon": {}},
		"want": ["unknown: daemon: info.LoggingDriver or effective.log-driver is not known"],
	},
	"no daemon": {"input": {}, "want": ["unknown: daemon: info.LoggingDriver or effective.log-driver is not known"]},
}

findings(document) := results if {
	params := {"check": "remote_logging"}
	results := daemon.findings(fixture.rule("runtime", "daemon"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"daemon": {"info": {"LoggingDriver": "json-file"}}}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["c6386781337c458de72df4b900504c2e"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
