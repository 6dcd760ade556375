package pratique.gates.hardening.base_image_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

bases := {
	"trusted": {"input": given.staged([{"from": "debian:12", "list": []}]), "want": []},
	"the same name": {"input": given.staged([{"from": "docker.io/library/debian", "list": []}]), "want": []},
	"another": {
		"input": given.staged([{"from": "someuser/debian", "list": []}]),
		"want": ["The base image someuser/debian is not on the list of trusted images [1]"],
	},
	"below a name": {"input": given.staged([{"from": "registry.example.com:5000/base/go/1:x", "list": []}]), "want": []},
	"the same tag": {"input": given.staged([{"from": "alpine:3.20", "list": []}]), "want": []},
	"another tag": {
		"input": given.staged([{"from": "alpine:3.19", "list": []}]),
		"want": ["The base image alpine:3.19 is not on the list of trusted images [1]"],
	},
	"a stage that no line begins": {
		"input": json.patch(
			given.staged([{"from": "evil", "list": []}]),
			[{"op": "replace", "path": "/dockerfile/instructions", "value": []}],
		),
		"want": ["The base image evil is not on the list of trusted images"],
	},
	"scratch": {"input": given.staged([{"from": "scratch", "list": []}]), "want": []},
	"an earlier stage": {
		"input": given.staged([{"from": "debian", "name": "a", "list": []}, {"from": "a", "parent": 0, "list": []}]),
		"want": [],
	},
	"an unused stage": {
		"input": given.staged([{"from": "evil", "used": false, "list": []}, {"from": "debian", "list": []}]),
		"want": [],
	},
	"copied from": {
		"input": given.staged([
			{
				"from": "debian",
				"name": "a",
				"list": [
					["COPY", "x y", {"flags": {"from": "evil"}}],
					["COPY", "x y", {"flags": {"from": "A"}}],
					["COPY", "x y", {"flags": {"from": "0"}}],
				],
			},
		]),
		"want": ["The base image evil is not on the list of trusted images [2]"],
	},
	"mounted from": {
		"input": given.staged([
			{
				"from": "debian",
				"list": [
					["RUN", "x", {"flags": {"mount": "type=bind,from=evil,target=/x"}}],
					["RUN", "x", {"flags": {"mount": ["type=cache", "from=bad"]}}],
				],
			},
		]),
		"want": [
			"The base image evil is not on the list of trusted images [2]",
			"The base image bad is not on the list of trusted images [3]",
		],
	},
	"variable": {
		"input": given.staged([{"from": "$BASE", "reference": null, "list": []}]),
		"want": ["unknown: dockerfile: what the base image $BASE stands for"],
	},
	"history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the base image is not in the history"]},
	"history and label": {
		"input": object.union(
			given.guessed([]),
			{"image": {"config": {"Labels": {"org.opencontainers.image.base.name": "evil:1"}}}},
		),
		"want": ["The base image evil:1 is not on the list of trusted images"],
	},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the instructions could not be read"]},
}

trusted := ["debian", "registry.example.com:5000/base/*", "alpine:3.20", "x@sha256:0"]

test_base_image[name] if {
	some name, tc in bases
	results := hardening.base_image.findings(record, {"trusted": trusted, "digest": false}) with input as tc.input
	fixture.messages(results) == tc.want
}

test_base_image_digest if {
	pinned := given.staged([{"from": concat("@", ["debian:12", given.digest]), "list": []}])
	results_1 := hardening.base_image.findings(record, {"trusted": ["debian"], "digest": true}) with input as pinned
	fixture.messages(results_1) == []
	loose := given.staged([{"from": "debian:12", "list": []}])
	want := ["The base image debian:12 is not pinned by its digest [1]"]
	results_2 := hardening.base_image.findings(record, {"trusted": ["debian"], "digest": true}) with input as loose
	fixture.messages(results_2) == want
}

separate_findings(document) := results if {
	params := {"trusted": ["x"], "digest": true}
	results := hardening.base_image.findings(fixture.rule("hardening", "base_image"), params) with input as document
}

several := given.staged([{"from": "a:1", "list": []}, {"from": "b:1", "list": []}])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
