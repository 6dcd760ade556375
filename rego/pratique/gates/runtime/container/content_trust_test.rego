package pratique.gates.runtime.container.content_trust_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"off": {
		"input": {"containers": [{"name": "web", "content_trust": false}]},
		"want": ["web: content trust is disabled"],
	},
	"on": {"input": {"containers": [{"name": "web", "content_trust": true}]}, "want": []},
	"not told": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: content trust (no signatures or host environment given) of web is not known"],
	},
	"null": {
		"input": {"containers": [{"name": "web", "content_trust": null}]},
		"want": ["unknown: containers: content trust (no signatures or host environment given) of web is not known"],
	},
	"by the environment": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}},
		},
		"want": [],
	},
	"not by the environment": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}, {"name": "web", "content_trust": true}],
			"host": {"environment": {}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"switched off in the environment": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"host": {"environment": {"DOCKER_CONTENT_TRUST": "0"}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"by a signature": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"signatures": [{"verified": true, "digest": "sha256:1"}],
			"image": {"id": "abc", "digest": "sha256:1", "repository": "library/nginx", "config": {}},
		},
		"want": [],
	},
	"by a signature of another image": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"signatures": [{"verified": true, "digest": "sha256:2"}],
			"image": {"id": "abc", "digest": "sha256:1", "repository": "library/nginx", "config": {}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"by a signature of the image, of a container of another": {
		"input": {
			"containers": [{"name": "web", "content_trust": null, "image_ref": "db"}],
			"signatures": [{"verified": true, "digest": "sha256:1"}],
			"image": {"id": "abc", "digest": "sha256:1", "repository": "library/nginx", "config": {}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"signatures of nobody": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"signatures": [{"verified": true, "digest": "sha256:1"}],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": ["unknown: containers: content trust (no signatures or host environment given) of web is not known"],
	},
	"no signatures": {
		"input": {
			"containers": [{"name": "web", "content_trust": null}],
			"signatures": [],
			"image": {"id": "abc", "digest": null, "repository": "library/nginx", "config": {}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"off, whatever the environment": {
		"input": {
			"containers": [{"name": "web", "content_trust": false}],
			"host": {"environment": {"DOCKER_CONTENT_TRUST": "1"}},
		},
		"want": ["web: content trust is disabled"],
	},
	"by a signature that a file claims": {
		"input": {
			"containers": [{"name": "web", "image_ref": "nginx", "image_id": "sha256:abc"}],
			"signatures": [{"type": "notary", "digest": "sha256:a", "verified": true, "source": "file"}],
			"image": {"id": "abc", "digest": "sha256:a", "repository": "library/nginx", "config": {}},
		},
		"want": [
			"web: content trust is not enabled: DOCKER_CONTENT_TRUST is not 1, and the image has no verified signature",
		],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "content_trust", "accept_files": false}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {"containers": [{"name": "web", "content_trust": false}, {"name": "db", "content_trust": false}]}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["32dc7d9926fa294439c16e89662d89b5", "79619e04988e2a04d5e54a2accb5d9f9"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
