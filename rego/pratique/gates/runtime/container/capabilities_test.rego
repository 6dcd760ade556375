package pratique.gates.runtime.container.capabilities_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"those that the engine gives": {
		"input": {
			"containers": [
				{
					"name": "web",
					"cap_add": [
						"AUDIT_WRITE",
						"CHOWN",
						"DAC_OVERRIDE",
						"FOWNER",
						"FSETID",
						"KILL",
						"MKNOD",
						"NET_BIND_SERVICE",
						"NET_RAW",
						"SETFCAP",
						"SETGID",
						"SETPCAP",
						"SETUID",
						"SYS_CHROOT",
					],
				},
			],
		},
		"want": [],
	},
	"dropped, where nobody asks": {"input": {"containers": [{"name": "web", "cap_add": [], "cap_drop": []}]}, "want": []},
	"one more": {
		"input": {"containers": [{"name": "web", "cap_add": ["SYS_ADMIN"]}]},
		"want": ["web: added capabilities: SYS_ADMIN"],
	},
	"several": {
		"input": {"containers": [{"name": "web", "cap_add": ["SYS_TIME", "CAP_NET_ADMIN", "CHOWN"]}]},
		"want": ["web: added capabilities: CAP_NET_ADMIN, SYS_TIME"],
	},
	"what the engine gives": {"input": {"containers": [{"name": "web", "cap_add": ["NET_RAW", "cap_chown"]}]}, "want": []},
	"all": {"input": {"containers": [{"name": "web", "cap_add": ["ALL"]}]}, "want": ["web: added capabilities: ALL"]},
	"none": {"input": {"containers": [{"name": "web", "cap_add": []}]}, "want": []},
	"cap_add absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: cap_add of web is not known"],
	},
	"cap_add null": {
		"input": {"containers": [{"name": "web", "cap_add": null}]},
		"want": ["unknown: containers: cap_add of web is not known"],
	},
	"cap_add incomplete": {
		"input": {"containers": [{"name": "web", "cap_add": [], "incomplete": ["cap_add"]}]},
		"want": ["unknown: containers: cap_add of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "capabilities"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

# With drop_all: cap_drop -> what is said.
drops := {
	"all": {"parts": {"cap_drop": ["all"]}, "want": []},
	"all, and adds": {"parts": {"cap_drop": ["CAP_ALL"], "cap_add": ["CHOWN"]}, "want": []},
	"some": {"parts": {"cap_drop": ["MKNOD"]}, "want": ["web: not all capabilities are dropped"]},
	"none": {"parts": {"cap_drop": []}, "want": ["web: not all capabilities are dropped"]},
	"absent": {"parts": {}, "want": ["unknown: containers: cap_drop of web is not known"]},
	"null": {"parts": {"cap_drop": null}, "want": ["unknown: containers: cap_drop of web is not known"]},
	"incomplete": {
		"parts": {"cap_drop": [], "incomplete": ["cap_drop"]},
		"want": ["unknown: containers: cap_drop of web is not known"],
	},
	"all, and incomplete": {"parts": {"cap_drop": ["ALL"], "incomplete": ["cap_drop"]}, "want": []},
}

test_drop_all[name] if {
	some name, tc in drops
	params := {"check": "capabilities", "drop_all": true}
	document := {"containers": [object.union({"name": "web", "cap_add": []}, tc.parts)]}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
	fixture.messages(results) == tc.want
}

several := {"containers": [{"name": "web", "cap_add": ["A"]}, {"name": "web", "cap_add": ["A", "B"]}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["21f5ab6f9e438b4266b0d4e1c5e164b7", "3571a80bbc812d6ca6ac6b95cd5d3cbf"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}

test_trigger_id_of_what_is_kept if {
	params := {"check": "capabilities", "drop_all": true}
	document := {"containers": [{"name": "web", "cap_add": ["A"], "cap_drop": []}]}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
	fixture.separate(results)
	fixture.ids(results)[1] == crypto.md5(concat("", [
		`["runtime","container",`,
		`{"capabilities":"kept","check":"capabilities","container":"web"}]`,
	]))
}
