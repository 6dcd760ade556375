package pratique.gates.runtime.deployment.segregation_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"a label of the image of a compose file": {
		"input": {
			"containers": [{"name": "web", "source": "compose", "labels": {}, "image_ref": "nginx"}],
			"image": {"repository": "nginx", "config": {"Labels": {"sensitivity": "public"}}},
		},
		"want": [],
	},
	"a level, of a list that is not all told": {
		"input": {"containers": [{"name": "web", "labels": {"sensitivity": "public"}, "incomplete": ["labels"]}]},
		"want": [],
	},
	"three levels on two networks": {
		"input": {
			"containers": [
				{"name": "a", "labels": {"sensitivity": "x"}, "networks": ["m"]},
				{"name": "b", "labels": {"sensitivity": "y"}, "networks": ["m", "n"]},
				{"name": "c", "labels": {"sensitivity": "z"}, "networks": ["n"]},
			],
		},
		"want": [
			"containers of several levels are on one host: x, y, z",
			"containers of several levels are on the network m: x, y",
			"containers of several levels are on the network n: y, z",
		],
	},
	"one level": {
		"input": {
			"containers": [
				{"labels": {"sensitivity": "public"}, "name": "c0", "source": "inspect"},
				{"labels": {"sensitivity": "public"}, "name": "c1", "source": "inspect"},
			],
		},
		"want": [],
	},
	"two levels on one network": {
		"input": {
			"containers": [
				{"labels": {"sensitivity": "public"}, "name": "c0", "networks": ["a", "b"], "source": "inspect"},
				{"labels": {"sensitivity": "secret"}, "name": "c1", "networks": ["b"], "source": "inspect"},
			],
		},
		"want": [
			"containers of several levels are on one host: public, secret",
			"containers of several levels are on the network b: public, secret",
		],
	},
	"two levels in a cluster": {
		"input": {
			"containers": [
				{"labels": {"sensitivity": "public"}, "name": "c0", "source": "kubernetes"},
				{"labels": {"sensitivity": "secret"}, "name": "c1", "source": "kubernetes"},
			],
		},
		"want": ["unknown: the hosts of the containers are not known"],
	},
	"an empty label": {
		"input": {"containers": [{"labels": {"sensitivity": ""}, "name": "c0", "source": "inspect"}]},
		"want": ["c0: label is missing: sensitivity"],
	},
	"labels not told": {
		"input": {"containers": [{"labels": null, "name": "web", "source": "inspect"}]},
		"want": ["unknown: containers: labels of web is not known"],
	},
	"labels of an image that is not known": {
		"input": {"containers": [{"labels": {}, "name": "web", "source": "run"}]},
		"want": ["unknown: containers: labels of web is not known"],
	},
	"a label of the image": {
		"input": {
			"containers": [{"image_ref": "nginx:1", "labels": {}, "name": "web", "source": "run"}],
			"image": {"config": {"Labels": {"sensitivity": "public"}}, "id": "abc", "repository": "library/nginx"},
		},
		"want": [],
	},
	"no label of the image": {
		"input": {
			"containers": [{"image_ref": "nginx:1", "labels": {}, "name": "web", "source": "run"}],
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": ["web: label is missing: sensitivity"],
	},
	"labels of another image": {
		"input": {
			"containers": [{"image_ref": "httpd:1", "labels": {}, "name": "web", "source": "run"}],
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": ["unknown: containers: labels of web is not known"],
	},
	"no containers told": {"input": {}, "want": []},
	"one level in a cluster": {
		"input": {
			"containers": [
				{"name": "a", "source": "kubernetes", "labels": {"sensitivity": "public"}},
				{"name": "b", "source": "kubernetes", "labels": {"sensitivity": "public"}},
			],
		},
		"want": [],
	},
	"two levels, one in a cluster": {
		"input": {
			"containers": [
				{"name": "a", "source": "inspect", "labels": {"sensitivity": "public"}},
				{"name": "b", "source": "kubernetes", "labels": {"sensitivity": "secret"}},
			],
		},
		"want": ["unknown: the hosts of the containers are not known"],
	},
	"two levels on networks of their own": {
		"input": {
			"containers": [
				{"name": "a", "labels": {"sensitivity": "public"}, "networks": ["a"]},
				{"name": "b", "labels": {"sensitivity": "secret"}, "networks": ["b"]},
			],
		},
		"want": ["containers of several levels are on one host: public, secret"],
	},
	"one level on one network": {
		"input": {
			"containers": [
				{"name": "a", "labels": {"sensitivity": "public"}, "networks": ["a"]},
				{"name": "b", "labels": {"sensitivity": "public"}, "networks": ["a"]},
			],
		},
		"want": [],
	},
	"an empty label of the image": {
		"input": {
			"containers": [{"name": "web", "source": "compose", "labels": {}, "image_ref": "nginx"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"Labels": {"sensitivity": ""}}},
		},
		"want": ["web: label is missing: sensitivity"],
	},
	"a label of the image, where all is told": {
		"input": {
			"containers": [{"name": "web", "source": "inspect", "labels": {}, "image_ref": "nginx"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"Labels": {"sensitivity": "x"}}},
		},
		"want": ["web: label is missing: sensitivity"],
	},
	"the container's before the image's": {
		"input": {
			"containers": [
				{"name": "web", "source": "compose", "labels": {"sensitivity": "a"}, "image_ref": "nginx"},
				{"name": "db", "source": "compose", "labels": {"sensitivity": "a"}},
			],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"Labels": {"sensitivity": "b"}}},
		},
		"want": [],
	},
}

findings(document) := results if {
	params := {"check": "segregation", "label": "sensitivity"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "a", "source": "inspect", "labels": {"sensitivity": "public"}, "networks": ["x", "y"]},
		{"name": "b", "source": "inspect", "labels": {"sensitivity": "secret"}, "networks": ["x", "y"]},
		{"name": "c", "source": "inspect", "labels": {}, "networks": []},
		{"name": "d", "source": "inspect", "labels": {}, "networks": []},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"add26dea55bcf91a869a5246f144a997",
		"58fcc078dae117a36d62948555361517",
		"c200bd014fd624e296db1533aae99334",
		"3c2b17dcfd825aac2be088e038c69a9e",
		"e9a56c985202263acffa3d2c8889303a",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
