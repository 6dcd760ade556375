package pratique.gates.runtime.container.healthcheck_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"the image's, whose second word is NONE": {
		"input": {
			"containers": [{"name": "web", "healthcheck": {"defined": false, "disabled": false}}],
			"image": {"config": {"Healthcheck": {"Test": ["CMD", "NONE"]}}},
		},
		"want": [],
	},
	"none": {
		"input": {"containers": [{"name": "web", "healthcheck": {"defined": false, "disabled": false}}]},
		"want": ["web: no health check"],
	},
	"switched off": {
		"input": {"containers": [{"name": "web", "healthcheck": {"defined": true, "disabled": true}}]},
		"want": ["web: no health check"],
	},
	"one": {"input": {"containers": [{"name": "web", "healthcheck": {"defined": true, "disabled": false}}]}, "want": []},
	"the image's": {
		"input": {
			"containers": [{"name": "web", "healthcheck": {"defined": false, "disabled": false}}],
			"image": {
				"id": "abc",
				"digest": null,
				"repository": "library/nginx",
				"config": {"Healthcheck": {"Test": ["CMD", "x"]}},
			},
		},
		"want": [],
	},
	"the image's, switched off": {
		"input": {
			"containers": [{"name": "web", "healthcheck": {"defined": false, "disabled": true}}],
			"image": {
				"id": "abc",
				"digest": null,
				"repository": "library/nginx",
				"config": {"Healthcheck": {"Test": ["CMD", "x"]}},
			},
		},
		"want": ["web: no health check"],
	},
	"none of the image's": {
		"input": {
			"containers": [{"name": "web", "healthcheck": {"defined": false, "disabled": false}}],
			"image": {
				"id": "abc",
				"digest": null,
				"repository": "library/nginx",
				"config": {"Healthcheck": {"Test": ["NONE"]}},
			},
		},
		"want": ["web: no health check"],
	},
	"the image's in a pod": {
		"input": {
			"containers": [{"name": "web", "source": "kubernetes", "healthcheck": {"defined": false, "disabled": false}}],
			"image": {
				"id": "abc",
				"digest": null,
				"repository": "library/nginx",
				"config": {"Healthcheck": {"Test": ["CMD", "x"]}},
			},
		},
		"want": ["web: no health check"],
	},
	"another image's": {
		"input": {
			"containers": [{"name": "web", "image_ref": "db", "healthcheck": {"defined": false, "disabled": false}}],
			"image": {
				"id": "abc",
				"digest": null,
				"repository": "library/nginx",
				"config": {"Healthcheck": {"Test": ["CMD", "x"]}},
			},
		},
		"want": ["web: no health check"],
	},
	"absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: healthcheck of web is not known"],
	},
	"null": {
		"input": {"containers": [{"name": "web", "healthcheck": null}]},
		"want": ["unknown: containers: healthcheck of web is not known"],
	},
	"incomplete": {
		"input": {
			"containers": [
				{"name": "web", "healthcheck": {"defined": false, "disabled": false}, "incomplete": ["healthcheck"]},
			],
		},
		"want": ["web: no health check", "unknown: containers: healthcheck of web is not known"],
	},
	"helpers of a pod": {
		"input": {
			"containers": [
				{
					"name": "init",
					"source": "kubernetes",
					"role": "init",
					"restart_policy": {"name": "on-failure", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
				{
					"name": "ephemeral",
					"source": "kubernetes",
					"role": "ephemeral",
					"restart_policy": {"name": "no", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
				{
					"name": "container",
					"source": "kubernetes",
					"role": "container",
					"restart_policy": {"name": "always", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": ["container: no health check"],
	},
	"helpers of which nothing is known": {
		"input": {
			"containers": [
				{
					"name": "init",
					"source": "kubernetes",
					"role": "init",
					"restart_policy": {"name": "on-failure", "maximum_retry_count": 0},
					"healthcheck": null,
				},
				{
					"name": "ephemeral",
					"source": "kubernetes",
					"role": "ephemeral",
					"restart_policy": {"name": "no", "maximum_retry_count": 0},
					"healthcheck": null,
				},
			],
		},
		"want": [],
	},
	"a helper that stays": {
		"input": {
			"containers": [
				{
					"name": "init",
					"source": "kubernetes",
					"role": "init",
					"restart_policy": {"name": "always", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": ["init: no health check"],
	},
	"a helper of which nobody knows whether it stays": {
		"input": {
			"containers": [
				{
					"name": "init",
					"source": "kubernetes",
					"role": "init",
					"restart_policy": null,
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": ["init: no health check"],
	},
	"a job": {
		"input": {
			"containers": [
				{
					"name": "container",
					"source": "kubernetes",
					"role": "container",
					"restart_policy": {"name": "no", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
				{
					"name": "container",
					"source": "kubernetes",
					"role": "container",
					"restart_policy": {"name": "on-failure", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": [],
	},
	"a container of the engine that ends": {
		"input": {
			"containers": [
				{
					"name": "web",
					"source": "run",
					"role": "container",
					"restart_policy": {"name": "no", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": ["web: no health check"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "healthcheck"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "healthcheck": {"defined": false, "disabled": false}},
		{"name": "db", "healthcheck": {"defined": false, "disabled": false}},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["8becd653fc247c8707886437d53a26ce", "09f35fae80ed2efe0bd942b51c515fef"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
