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
		"want": ["Base image someuser/debian is not trusted [1]"],
	},
	"below a name": {"input": given.staged([{"from": "registry.example.com:5000/base/go/1:x", "list": []}]), "want": []},
	"the same tag": {"input": given.staged([{"from": "alpine:3.20", "list": []}]), "want": []},
	"another tag": {
		"input": given.staged([{"from": "alpine:3.19", "list": []}]),
		"want": ["Base image alpine:3.19 is not trusted [1]"],
	},
	"a stage that no line begins": {
		"input": json.patch(
			given.staged([{"from": "evil", "list": []}]),
			[{"op": "replace", "path": "/dockerfile/instructions", "value": []}],
		),
		"want": ["Base image evil is not trusted"],
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
		"want": ["Base image evil is not trusted [2]"],
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
			"Base image evil is not trusted [2]",
			"Base image bad is not trusted [3]",
		],
	},
	"variable": {
		"input": given.staged([{"from": "$BASE", "reference": null, "list": []}]),
		"want": ["unknown: dockerfile: the base image $BASE is not known"],
	},
	"history": {"input": given.guessed([]), "want": ["unknown: dockerfile: the base image is not known from the history"]},
	"history and label": {
		"input": object.union(
			given.guessed([]),
			{"image": {"config": {"Labels": {"org.opencontainers.image.base.name": "evil:1"}}}},
		),
		"want": ["Base image evil:1 is not trusted"],
	},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
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
	want := ["Base image debian:12 is not pinned by digest [1]"]
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
	fixture.ids(results) == [
		"1328f8240de21e932cc2ac0f546875c5",
		"6f876434efaafc410d208a6763771b2a",
		"d71ccf8d8e9823f1c26ea176fd20d1ef",
		"44488cfeb7e8dc480678bace5fb78519",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
