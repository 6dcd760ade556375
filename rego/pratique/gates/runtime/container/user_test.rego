package pratique.gates.runtime.container.user_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"no user": {"input": {"containers": [{"name": "web", "user": ""}]}, "want": ["Running as root: web"]},
	"root as 'root'": {
		"input": {"containers": [{"name": "web", "user": "root"}]},
		"want": [`Running as root: web (the user is "root")`],
	},
	"root as '0'": {
		"input": {"containers": [{"name": "web", "user": "0"}]},
		"want": [`Running as root: web (the user is "0")`],
	},
	"root as '00'": {
		"input": {"containers": [{"name": "web", "user": "00"}]},
		"want": [`Running as root: web (the user is "00")`],
	},
	"root as '+0'": {
		"input": {"containers": [{"name": "web", "user": "+0"}]},
		"want": [`Running as root: web (the user is "+0")`],
	},
	"root as '-0'": {
		"input": {"containers": [{"name": "web", "user": "-0"}]},
		"want": [`Running as root: web (the user is "-0")`],
	},
	"root as 'root:app'": {
		"input": {"containers": [{"name": "web", "user": "root:app"}]},
		"want": [`Running as root: web (the user is "root:app")`],
	},
	"root as '0:0'": {
		"input": {"containers": [{"name": "web", "user": "0:0"}]},
		"want": [`Running as root: web (the user is "0:0")`],
	},
	"root as ':app'": {
		"input": {"containers": [{"name": "web", "user": ":app"}]},
		"want": [`Running as root: web (the user is ":app")`],
	},
	"another, app": {"input": {"containers": [{"name": "web", "user": "app"}]}, "want": []},
	"another, 10": {"input": {"containers": [{"name": "web", "user": "10"}]}, "want": []},
	"another, app:root": {"input": {"containers": [{"name": "web", "user": "app:root"}]}, "want": []},
	"another, rooty": {"input": {"containers": [{"name": "web", "user": "rooty"}]}, "want": []},
	"another, 1:0": {"input": {"containers": [{"name": "web", "user": "1:0"}]}, "want": []},
	"not root by the pod": {
		"input": {"containers": [{"name": "web", "user": "0", "run_as_non_root": true}]},
		"want": [],
	},
	"the pod does not say": {
		"input": {"containers": [{"name": "web", "user": "0", "run_as_non_root": null}]},
		"want": [`Running as root: web (the user is "0")`],
	},
	"without a name": {
		"input": {"containers": [{"name": null, "user": "0:0"}]},
		"want": [`Running as root: unnamed container (the user is "0:0")`],
	},
	"the image's user": {
		"input": {
			"containers": [{"name": "web", "user": null, "image_id": "sha256:abc"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"User": "app"}},
		},
		"want": [],
	},
	"the image's root": {
		"input": {
			"containers": [{"name": "web", "user": null}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"User": "root"}},
		},
		"want": [`Running as root: web (the user is "root")`],
	},
	"an image without user": {
		"input": {
			"containers": [{"name": "web", "user": null, "image_ref": "docker.io/library/nginx:1.25@sha256:ab"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": ["Running as root: web"],
	},
	"another image by id": {
		"input": {
			"containers": [{"name": "web", "user": null, "image_id": "sha256:fff"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"User": "app"}},
		},
		"want": ["unknown: containers: user of web is not known"],
	},
	"another image by name": {
		"input": {
			"containers": [{"name": "web", "user": null, "image_ref": "mysql:latest"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {"User": "app"}},
		},
		"want": ["unknown: containers: user of web is not known"],
	},
	"user absent": {"input": {"containers": [{"name": "web"}]}, "want": ["unknown: containers: user of web is not known"]},
	"user null": {
		"input": {"containers": [{"name": "web", "user": null}]},
		"want": ["unknown: containers: user of web is not known"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "user"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "user": "0"}, {"name": "db", "user": "0"}, {"name": "x", "user": "root"}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"b34e3ce5f28b7f44d501b8f95caa997b",
		"a4986a6c57f76473f9b302ea0f464c2f",
		"7a0179a02cbd63ef784b7f0bf2ecab15",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
