package pratique.gates.runtime.deployment.pinned_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

cases := {
	"a digest": {
		"input": {"containers": [{"image_ref": "nginx:1.25@sha256:00", "name": "web", "source": "inspect"}]},
		"want": [],
	},
	"a tag": {
		"input": {"containers": [{"image_ref": "nginx:1.25", "name": "web", "source": "inspect"}]},
		"want": ["web: image is not named by digest: nginx:1.25"],
	},
	"a tag, of the image": {
		"input": {
			"containers": [{"image_id": "sha256:abc", "image_ref": "nginx:1.25", "name": "web", "source": "inspect"}],
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": [],
	},
	"a tag, of another image": {
		"input": {
			"containers": [{"image_id": "sha256:def", "image_ref": "nginx:1.25", "name": "web", "source": "inspect"}],
			"image": {"config": {}, "id": "abc", "repository": "library/nginx"},
		},
		"want": ["web: image is not named by digest: nginx:1.25"],
	},
	"not told": {
		"input": {"containers": [{"image_ref": null, "name": "web", "source": "inspect"}]},
		"want": ["unknown: containers: image_ref of web is not known"],
	},
	"no containers told": {"input": {}, "want": []},
	"an id": {
		"input": {
			"containers": [
				{"name": "web", "image_ref": "sha256:0000000000000000000000000000000000000000000000000000000000000000"},
			],
		},
		"want": [],
	},
	"a short id": {
		"input": {"containers": [{"name": "web", "image_ref": "sha256:00"}]},
		"want": ["web: image is not named by digest: sha256:00"],
	},
	"not told, of the image": {
		"input": {
			"containers": [{"name": "web", "image_id": "abc"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": [],
	},
}

findings(document) := results if {
	params := {"check": "pinned"}
	results := deployment.findings(fixture.rule("runtime", "deployment"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "image_ref": "a:1"},
		{"name": "web", "image_ref": "b:1"},
		{"name": "db", "image_ref": "a:1"},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == [
		"0088fadec5ae66b9710364d2635bc1ad",
		"49cdbfb3435d33f71ac40264f5889efd",
		"4a126f44467bf567fdc9b4a9a9be6461",
	]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
