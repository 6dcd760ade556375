package pratique.gates.runtime.deployment.root_mapping_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"root in a cluster, the daemon maps users": {
		"input": {
			"containers": [{"name": "web", "source": "kubernetes", "user": "0", "userns_mode": ""}],
			"daemon": {"effective": {}},
		},
		"want": ["web: runs as root without user namespaces"],
	},
	"mapped by the daemon, where the mode is not told": {
		"input": {
			"containers": [{"name": "web", "user": "0", "userns_mode": null}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"not mapped by the daemon, where the mode is not told": {
		"input": {"containers": [{"name": "web", "user": "0", "userns_mode": null}], "daemon": {"effective": {}}},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"another mode, the daemon maps none": {
		"input": {"containers": [{"name": "web", "user": "0", "userns_mode": "private"}], "daemon": {"effective": {}}},
		"want": [],
	},
	"the mode of a cluster not told, the daemon maps": {
		"input": {
			"containers": [{"name": "web", "user": "0", "userns_mode": null, "source": "kubernetes"}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"in a cluster, the daemon maps": {
		"input": {
			"containers": [{"name": "web", "user": "app", "userns_mode": "", "source": "kubernetes"}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": [],
	},
	"a user of a cluster that is not told, the daemon maps": {
		"input": {
			"containers": [{"name": "web", "user": null, "userns_mode": "", "source": "kubernetes"}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"another user": {
		"input": {"containers": [{"name": "web", "source": "inspect", "user": "app", "userns_mode": "host"}]},
		"want": [],
	},
	"not root by the pod": {
		"input": {
			"containers": [{"name": "web", "run_as_non_root": true, "source": "inspect", "user": "0", "userns_mode": null}],
		},
		"want": [],
	},
	"root, mapped by the daemon": {
		"input": {
			"containers": [{"name": "web", "source": "inspect", "user": "root", "userns_mode": ""}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": [],
	},
	"root, in the host's user namespace": {
		"input": {
			"containers": [{"name": "web", "source": "inspect", "user": "", "userns_mode": "host"}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": ["web: runs as root without user namespaces"],
	},
	"root, of a daemon that maps none": {
		"input": {
			"containers": [{"name": "web", "source": "inspect", "user": "0:0", "userns_mode": ""}],
			"daemon": {"effective": {}},
		},
		"want": ["web: runs as root without user namespaces"],
	},
	"root, of a daemon that is not told": {
		"input": {"containers": [{"name": "web", "source": "inspect", "user": "root", "userns_mode": ""}]},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"a user that is not told": {
		"input": {
			"containers": [{"name": "web", "source": "inspect", "user": null, "userns_mode": ""}],
			"daemon": {"effective": {}},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"the image's root": {
		"input": {
			"containers": [{"image_id": "abc", "name": "web", "source": "inspect", "user": null, "userns_mode": ""}],
			"daemon": {"effective": {}},
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": ["web: runs as root without user namespaces"],
	},
	"of another image": {
		"input": {
			"containers": [{"image_id": "def", "name": "web", "source": "inspect", "user": null, "userns_mode": ""}],
			"daemon": {"effective": {}},
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"mapped in a cluster": {
		"input": {"containers": [{"name": "web", "source": "kubernetes", "user": "0", "userns_mode": "private"}]},
		"want": [],
	},
	"not mapped in a cluster": {
		"input": {"containers": [{"name": "web", "source": "kubernetes", "user": "0", "userns_mode": ""}]},
		"want": ["web: runs as root without user namespaces"],
	},
	"no containers told": {"input": {}, "want": []},
	"an image whose user is not known": {
		"input": {
			"containers": [{"name": "web", "user": null, "userns_mode": ""}],
			"daemon": {"effective": {}},
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": null},
		},
		"want": ["unknown: containers: the user or the user namespace of web is not known"],
	},
	"mapped in a container": {
		"input": {"containers": [{"name": "web", "user": "0", "userns_mode": "private"}]},
		"want": [],
	},
	"root in a cluster, the daemon maps": {
		"input": {
			"containers": [{"name": "web", "user": "0", "userns_mode": "", "source": "kubernetes"}],
			"daemon": {"effective": {"userns-remap": "default"}},
		},
		"want": ["web: runs as root without user namespaces"],
	},
	"another user, not mapped": {
		"input": {"containers": [{"name": "web", "user": "app", "userns_mode": ""}], "daemon": {"effective": {}}},
		"want": [],
	},
	"root, not root by the pod, not mapped": {
		"input": {"containers": [{"name": "web", "user": "0", "run_as_non_root": true, "userns_mode": "host"}]},
		"want": [],
	},
}

findings(document) := results if {
	params := {"check": "root_mapping"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "user": "0", "userns_mode": "host"},
		{"name": "db", "user": "0", "userns_mode": "host"},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["c93a6842cc30d384088df6071896fcef", "318a523e761e048e96ed31ccec087e4d"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
