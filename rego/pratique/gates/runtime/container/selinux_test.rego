package pratique.gates.runtime.container.selinux_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"disabled": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": ["label=disable"]}]},
		"want": ["web: no SELinux label is set"],
	},
	"disabled, as of old": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": ["label:disable"]}]},
		"want": ["web: no SELinux label is set"],
	},
	"no options": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": []}]},
		"want": ["web: no SELinux label is set"],
	},
	"another option": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": ["no-new-privileges"]}]},
		"want": ["web: no SELinux label is set"],
	},
	"a label": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": ["label=type:x"]}]},
		"want": [],
	},
	"a label of the process": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": [], "process_label": "system_u"}]},
		"want": [],
	},
	"an empty label of the process": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": [], "process_label": ""}]},
		"want": ["web: no SELinux label is set"],
	},
	"no label of the process": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": [], "process_label": null}]},
		"want": ["web: no SELinux label is set"],
	},
	"absent": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: security_opt of web is not known"],
	},
	"null": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": null}]},
		"want": ["unknown: containers: security_opt of web is not known"],
	},
	"incomplete": {
		"params": {"bench_compatible": false},
		"input": {"containers": [{"name": "web", "security_opt": [], "incomplete": ["security_opt"]}]},
		"want": ["unknown: containers: security_opt of web is not known"],
	},
	"compatible, no options": {
		"params": {"bench_compatible": true},
		"input": {"containers": [{"name": "web", "security_opt": []}]},
		"want": ["web: no security options are set"],
	},
	"compatible, another option": {
		"params": {"bench_compatible": true},
		"input": {"containers": [{"name": "web", "security_opt": ["no-new-privileges"]}]},
		"want": [],
	},
	"compatible, incomplete": {
		"params": {"bench_compatible": true},
		"input": {"containers": [{"name": "web", "security_opt": [], "incomplete": ["security_opt"]}]},
		"want": ["unknown: containers: security_opt of web is not known"],
	},
	"no containers": {"params": {"bench_compatible": false}, "input": {"containers": []}, "want": []},
	"no containers told": {"params": {"bench_compatible": false}, "input": {}, "want": []},
}

findings(params, document) := results if {
	all_params := object.union({"check": "selinux"}, params)
	results := container.findings(fixture.rule("runtime", "container"), all_params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.params, tc.input)) == tc.want
}

several := {
	"params": {"bench_compatible": false},
	"input": {"containers": [{"name": "web", "security_opt": []}, {"name": "db", "security_opt": []}]},
}

test_trigger_ids if {
	results := findings(several.params, several.input)
	fixture.ids(results) == ["20c26ca0ed997dd5d6d2278902201c52", "d96184f295a9d8d22f8620b669b7ec4d"]
	fixture.separate(results)
	fixture.same_ids(results, findings(several.params, fixture.moved(several.input)))
}
