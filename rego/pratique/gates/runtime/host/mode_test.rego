package pratique.gates.runtime.host.mode_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.host

cases := {
	"five digits": {
		"params": {"path": ["/x"], "allowed": ["00644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"644 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33188, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"600 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33152, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"645 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33189, "uid": 0, "gid": 0}}}},
		"want": ["/x has mode 0645"],
	},
	"744 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33252, "uid": 0, "gid": 0}}}},
		"want": ["/x has mode 0744"],
	},
	"4644 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 35236, "uid": 0, "gid": 0}}}},
		"want": ["/x has mode 4644"],
	},
	"4644 of 4644": {
		"params": {"path": ["/x"], "allowed": ["4644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 35236, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"664 of 644": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33204, "uid": 0, "gid": 0}}}},
		"want": ["/x has mode 0664"],
	},
	"400 of 400": {
		"params": {"path": ["/x"], "allowed": ["400"]},
		"input": {"host": {"files": {"/x": {"type": "file", "mode": 33024, "uid": 0, "gid": 0}}}},
		"want": [],
	},
	"no directories for a star": {
		"params": {"path": ["/etc/docker/certs.d/**"], "allowed": ["644"]},
		"input": {
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": [],
	},
	"a file of a star": {
		"params": {"path": ["/etc/docker/certs.d/**"], "allowed": ["444"]},
		"input": {
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": ["/etc/docker/certs.d/r/ca.crt has mode 0644"],
	},
	"one star is one name": {
		"params": {"path": ["/etc/docker/certs.d/*"], "allowed": ["444"]},
		"input": {
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": ["unknown: host: no data on the files /etc/docker/certs.d/*"],
	},
	"a directory by its name": {
		"params": {"path": ["/etc/docker"], "allowed": ["750"]},
		"input": {
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": ["/etc/docker has mode 0755"],
	},
	"gone": {"params": {"path": ["/x"], "allowed": ["644"]}, "input": {"host": {"files": {"/x": null}}}, "want": []},
	"named by an option": {
		"params": {"path": ["@tlscacert"], "allowed": ["444"]},
		"input": {
			"daemon": {"effective": {"tlscacert": "/ca.pem"}},
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": [],
	},
	"named by an option, too much": {
		"params": {"path": ["@tlscacert"], "allowed": ["400"]},
		"input": {
			"daemon": {"effective": {"tlscacert": "/ca.pem"}},
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": ["/ca.pem has mode 0444"],
	},
	"named by an option that is empty": {
		"params": {"path": ["@tlskey"], "allowed": ["400"]},
		"input": {
			"daemon": {"effective": {"tlscacert": "/ca.pem"}},
			"host": {
				"audit_rules": ["-w /usr/bin/docker -p rwxa -k docker"],
				"files": {
					"/ca.pem": {"gid": 0, "mode": 33060, "type": "file", "uid": 0},
					"/etc/default/docker": null,
					"/etc/docker": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r": {"gid": 0, "mode": 16877, "type": "dir", "uid": 0},
					"/etc/docker/certs.d/r/ca.crt": {"gid": 0, "mode": 33188, "type": "file", "uid": 1},
					"/link": {"gid": 0, "mode": 41471, "type": "symlink", "uid": 0},
					"/srv/docker.sock": {"gid": 1, "group": "docker", "mode": 49584, "type": "socket", "uid": 0},
					"/var/run/docker.sock": {"gid": 999, "mode": 49584, "type": "socket", "uid": 0},
				},
				"groups": {"docker": {"gid": 999, "members": ["ubuntu"]}},
				"listeners": [{"address": "*", "port": 2377}, {"address": "10.0.0.1", "port": 2377}],
				"mounts": [{"target": "/var/lib/docker"}],
			},
		},
		"want": ["unknown: host: no data on the files @tlskey"],
	},
	"a link": {
		"params": {"path": ["/x"], "allowed": ["777"]},
		"input": {"host": {"files": {"/x": {"type": "symlink", "mode": 41471, "uid": 0, "gid": 0}}}},
		"want": ["unknown: host: the target of the link /x is not known"],
	},
	"not looked for": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {"files": {}}},
		"want": ["unknown: host: no data on the files /x"],
	},
	"no files told": {
		"params": {"path": ["/x"], "allowed": ["644"]},
		"input": {"host": {}},
		"want": ["unknown: host: no data on the files /x"],
	},
	"no host": {
		"params": {"path": ["/x", "/y"], "allowed": ["644"]},
		"input": {},
		"want": ["unknown: host: no data on the files /x, /y"],
	},
}

findings(params, document) := results if {
	all_params := object.union({"check": "mode"}, params)
	results := host.findings(fixture.rule("runtime", "host"), all_params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.params, tc.input)) == tc.want
}

several := {
	"params": {"path": ["/a", "/b"], "allowed": ["600"]},
	"input": {
		"host": {
			"files": {
				"/a": {"type": "file", "mode": 33279, "uid": 0, "gid": 0},
				"/b": {"type": "file", "mode": 33279, "uid": 0, "gid": 0},
			},
		},
	},
}

test_trigger_ids if {
	results := findings(several.params, several.input)
	fixture.ids(results) == ["3b1cb879452ff185d1163694863f6c49", "c7e04e13dce782587c86cbccf6d26a80"]
	fixture.separate(results)
	fixture.same_ids(results, findings(several.params, fixture.moved(several.input)))
}
