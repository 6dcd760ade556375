package pratique.gates.runtime.host.owner_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"named by the file and otherwise by /etc/group": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 5, "group": "docker"}},
				"groups": {"adm": {"gid": 5, "members": []}},
			},
		},
		"want": [],
	},
	"no groups told for a file that nobody asks for": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {
					"/a": {"type": "file", "mode": 33188, "uid": 0, "gid": 9},
					"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 5, "group": "docker"},
				},
			},
		},
		"want": [],
	},
	"a file that nobody asks for": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {
			"host": {
				"files": {
					"/a": {"type": "file", "mode": 33188, "uid": 1, "gid": 1},
					"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0},
				},
			},
		},
		"want": [],
	},
	"a user that is not told": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": null, "gid": 0}}}},
		"want": ["/x is owned by unknown:0"],
	},
	"root": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"another user": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 1, "gid": 0}}}},
		"want": ["/x is owned by 1:0"],
	},
	"another group": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 1}}}},
		"want": ["/x is owned by 0:1"],
	},
	"by name of the file": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 1, "group": "docker"}}}},
		"want": [],
	},
	"by the name of another group": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 1, "group": "adm"}}}},
		"want": ["/x is owned by 0:adm"],
	},
	"by name of /etc/group": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 999}},
				"groups": {"docker": {"gid": 999, "members": []}, "root": {"gid": 0, "members": []}},
			},
		},
		"want": [],
	},
	"by another name of /etc/group": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0}},
				"groups": {"docker": {"gid": 999, "members": []}, "root": {"gid": 0, "members": []}},
			},
		},
		"want": ["/x is owned by 0:0"],
	},
	"of nobody in /etc/group": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 5}},
				"groups": {"docker": {"gid": 999, "members": []}, "root": {"gid": 0, "members": []}},
			},
		},
		"want": ["/x is owned by 0:5"],
	},
	"another user, the group by name": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {
			"host": {
				"files": {"/x": {"type": "file", "mode": 33188, "uid": 1, "gid": 999}},
				"groups": {"docker": {"gid": 999, "members": []}, "root": {"gid": 0, "members": []}},
			},
		},
		"want": ["/x is owned by 1:999"],
	},
	"names in messages": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {
			"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 1, "gid": 2, "user": "app", "group": "adm"}}},
		},
		"want": ["/x is owned by app:adm"],
	},
	"no groups told": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 999}}}},
		"want": ["unknown: host.groups"],
	},
	"no groups told, nor needed": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 1, "gid": 999}}}},
		"want": ["/x is owned by 1:999"],
	},
	"no groups told, by number": {
		"params": {"path": ["/x"], "allowed": ["0:999"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 999}}}},
		"want": [],
	},
	"no groups told, named by the file": {
		"params": {"path": ["/x"], "allowed": ["root:docker"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 999, "group": "docker"}}}},
		"want": [],
	},
	"gone": {"params": {"path": ["/x"], "allowed": ["0:0"]}, "input": {"host": {"files": {"/x": null}}}, "want": []},
	"a link": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 41471, "uid": 0, "gid": 0}}}},
		"want": ["unknown: host: the target of the link /x is not known"],
	},
	"not looked for": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {"files": {}}},
		"want": ["unknown: host: no data on the files /x"],
	},
	"no files told": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {"host": {}},
		"want": ["unknown: host: no data on the files /x"],
	},
	"no host": {
		"params": {"path": ["/x"], "allowed": ["0:0"]},
		"input": {},
		"want": ["unknown: host: no data on the files /x"],
	},
}

findings(params, document) := results if {
	all_params := object.union({"check": "owner"}, params)
	results := host.findings(fixture.rule("runtime", "host"), all_params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.params, tc.input)) == tc.want
}

several := {
	"params": {"path": ["/a", "/b"], "allowed": ["0:0"]},
	"input": {
		"host": {
			"files": {
				"/a": {"type": "file", "mode": 33188, "uid": 1, "gid": 1},
				"/b": {"type": "file", "mode": 33188, "uid": 1, "gid": 1},
			},
		},
	},
}

test_trigger_ids if {
	results := findings(several.params, several.input)
	fixture.ids(results) == ["19a7dcf9cf215f001893bba7b794c228", "bfc1aee79bc4c9fb968b5d237fec610d"]
	fixture.separate(results)
	fixture.same_ids(results, findings(several.params, fixture.moved(several.input)))
}
