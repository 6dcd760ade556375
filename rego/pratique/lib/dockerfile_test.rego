package pratique.lib.dockerfile_test

import data.pratique.lib.dockerfile

lines := {"FROM": ["FROM a"]}

cases := {
	"absent": {"document": {}, "mode": "unknown", "lines": {}},
	"null": {"document": {"dockerfile": null}, "mode": "unknown", "lines": {}},
	"empty": {"document": {"dockerfile": {}}, "mode": "unknown", "lines": {}},
	"mode null": {"document": {"dockerfile": {"mode": null, "lines": lines}}, "mode": "unknown", "lines": {}},
	"unknown": {"document": {"dockerfile": {"mode": "unknown", "lines": lines}}, "mode": "unknown", "lines": {}},
	"actual": {"document": {"dockerfile": {"mode": "Actual", "lines": lines}}, "mode": "actual", "lines": lines},
	"guessed": {"document": {"dockerfile": {"mode": "guessed", "lines": lines}}, "mode": "guessed", "lines": lines},
	"lines null": {"document": {"dockerfile": {"mode": "actual", "lines": null}}, "mode": "actual", "lines": {}},
}

test_section[name] if {
	some name, tc in cases
	[dockerfile.mode, dockerfile.lines] == [tc.mode, tc.lines] with input as tc.document
}

considered := {
	"actual wanted and there": {"mode": "actual", "params": {"actual_dockerfile_only": true}, "want": lines},
	"actual wanted": {"mode": "guessed", "params": {"actual_dockerfile_only": true}, "want": {}},
	"any": {"mode": "guessed", "params": {"actual_dockerfile_only": false}, "want": lines},
	"not given": {"mode": "guessed", "params": {}, "want": lines},
}

test_considered[name] if {
	some name, tc in considered
	dockerfile.considered(tc.params) == tc.want with input as {"dockerfile": {"mode": tc.mode, "lines": lines}}
}

range := {"start_line": 3, "end_line": 4}

locations := {
	"path": {"dockerfile": {"path": "a/Dockerfile", "locations": {"FROM": [range]}}, "file": "a/Dockerfile"},
	"no path": {"dockerfile": {"path": null, "locations": {"FROM": [range]}}, "file": "Dockerfile"},
}

test_location[name] if {
	some name, tc in locations
	got := dockerfile.location("FROM", 0) with input as {"dockerfile": tc.dockerfile}
	got == {"file": tc.file, "start_line": 3, "end_line": 4}
	dockerfile.location("FROM", 1) == null with input as {"dockerfile": tc.dockerfile}
	dockerfile.location("RUN", 0) == null with input as {"dockerfile": tc.dockerfile}
}
