package pratique.gates.runtime.container.restart_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.container

cases := {
	"of a helper without a policy of its own": {
		"input": {
			"containers": [{"name": "init", "role": "init", "restart_policy": {"name": "no"}, "incomplete": ["restart_policy"]}],
		},
		"want": [],
	},
	"of a helper": {
		"input": {
			"containers": [
				{"name": "pause", "source": "kubernetes", "restart_policy": null, "image_ref": "registry.k8s.io/pause:3.9"},
			],
		},
		"want": ["unknown: containers: restart_policy of pause is not known"],
	},
	"always": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "always", "maximum_retry_count": 0}}]},
		"want": ["web: restart policy is always, 0"],
	},
	"always, five times": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "always", "maximum_retry_count": 5}}]},
		"want": ["web: restart policy is always, 5"],
	},
	"without a number": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "on-failure"}}]},
		"want": ["web: restart policy is on-failure, 0"],
	},
	"empty": {
		"input": {"containers": [{"name": "web", "restart_policy": {}}]},
		"want": ["web: restart policy is , 0"],
	},
	"endless": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "on-failure", "maximum_retry_count": 0}}]},
		"want": ["web: restart policy is on-failure, 0"],
	},
	"once": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "on-failure", "maximum_retry_count": 1}}]},
		"want": [],
	},
	"five times": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "on-failure", "maximum_retry_count": 5}}]},
		"want": [],
	},
	"six times": {
		"input": {"containers": [{"name": "web", "restart_policy": {"name": "on-failure", "maximum_retry_count": 6}}]},
		"want": ["web: restart policy is on-failure, 6"],
	},
	"restart_policy absent": {
		"input": {"containers": [{"name": "web"}]},
		"want": ["unknown: containers: restart_policy of web is not known"],
	},
	"restart_policy null": {
		"input": {"containers": [{"name": "web", "restart_policy": null}]},
		"want": ["unknown: containers: restart_policy of web is not known"],
	},
	"restart_policy incomplete": {
		"input": {
			"containers": [
				{
					"name": "web",
					"restart_policy": {"name": "on-failure", "maximum_retry_count": 6},
					"incomplete": ["restart_policy"],
				},
			],
		},
		"want": ["web: restart policy is on-failure, 6", "unknown: containers: restart_policy of web is not known"],
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
		"want": ["init: restart policy is always, 0"],
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
		"want": ["unknown: containers: restart_policy of init is not known"],
	},
	"a job": {
		"input": {
			"containers": [
				{
					"name": "container",
					"source": "kubernetes",
					"role": "container",
					"restart_policy": {"name": "on-failure", "maximum_retry_count": 0},
					"healthcheck": {"defined": false, "disabled": false},
				},
			],
		},
		"want": ["container: restart policy is on-failure, 0"],
	},
	"no containers": {"input": {"containers": []}, "want": []},
	"no containers told": {"input": {}, "want": []},
}

findings(document) := results if {
	params := {"check": "restart"}
	results := container.findings(fixture.rule("runtime", "container"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := {
	"containers": [
		{"name": "web", "restart_policy": {"name": "always", "maximum_retry_count": 0}},
		{"name": "db", "restart_policy": {"name": "always", "maximum_retry_count": 0}},
	],
}

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["b1478fe3b7463f23507c2afed3d0d20f", "047eb1d9c6a62326ed6d6a80822d51ea"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
