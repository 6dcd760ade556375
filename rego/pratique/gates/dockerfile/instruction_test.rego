package pratique.gates.dockerfile.instruction_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.dockerfile.instruction
import data.pratique.lib.finding

record := fixture.rule("dockerfile", "instruction")

lines := {
	"FROM": ["FROM node:16 AS build", "from  scratch"],
	"RUN": ["RUN b", "RUN a", "RUN b"],
	"CMD": ["CMD"],
}

matched(name, check, value, text) := fixture.hashed(
	record,
	sprintf("Dockerfile directive '%s' check '%s' matched against '%s' for line '%s'", [name, check, value, text]),
	null,
)

missing(name) := fixture.hashed(
	record,
	sprintf("Dockerfile directive '%s' not found, matching condition 'not_exists' check", [name]),
	null,
)

bad := {"error": "nothing to repeat at position 0"}

cases := {
	"equal": {
		"params": {"instruction": "FROM", "check": "=", "value": "scratch"},
		"want": [matched("FROM", "=", "scratch", "scratch")],
	},
	"not equal": {
		"params": {"instruction": "FROM", "check": "!=", "value": "scratch"},
		"want": [matched("FROM", "!=", "scratch", "node:16 AS build")],
	},
	"exists, in file order, duplicates kept": {
		"params": {"instruction": "RUN", "check": "exists"},
		"want": [matched("RUN", "exists", "", "b"), matched("RUN", "exists", "", "a"), matched("RUN", "exists", "", "b")],
	},
	"exists with a value": {
		"params": {"instruction": "CMD", "check": "exists", "value": "v"},
		"want": [matched("CMD", "exists", "v", "")],
	},
	"exists without a line": {"params": {"instruction": "USER", "check": "exists"}, "want": []},
	"not_exists": {"params": {"instruction": "USER", "check": "not_exists"}, "want": [missing("USER")]},
	"not_exists with a line": {"params": {"instruction": "RUN", "check": "not_exists"}, "want": []},
	"like": {
		"params": {"instruction": "FROM", "check": "like", "value": "node", "value_pattern": {"re2": `\A(?:node)`}},
		"want": [matched("FROM", "like", "node", "node:16 AS build")],
	},
	"not_like": {
		"params": {"instruction": "FROM", "check": "not_like", "value": "node", "value_pattern": {"re2": `\A(?:node)`}},
		"want": [matched("FROM", "not_like", "node", "scratch")],
	},
	"like in Python": {
		"params": {"instruction": "FROM", "check": "like", "value": "(?!s)", "value_pattern": {"python": "(?!s)"}},
		"want": [matched("FROM", "like", "(?!s)", "node:16 AS build")],
	},
	"like nothing": {
		"params": {"instruction": "CMD", "check": "like", "value": "", "value_pattern": {"re2": `\A(?:)`}},
		"want": [matched("CMD", "like", "", "")],
	},
	"of a FROM that is not known": {
		"params": {"instruction": "FROM", "check": "=", "value": "debian"},
		"want": [finding.warning(
			record,
			"never_fires",
			"the rule can never fire here: without a Dockerfile the base of an image is taken for scratch",
		)],
	},
	"in": {
		"params": {"instruction": "RUN", "check": "in", "value": "a , c"},
		"want": [matched("RUN", "in", "a , c", "a")],
	},
	"not_in": {
		"params": {"instruction": "RUN", "check": "not_in", "value": "b,c"},
		"want": [matched("RUN", "not_in", "b,c", "a")],
	},
	"a bad expression": {
		"params": {"instruction": "RUN", "check": "like", "value": "*", "value_pattern": bad},
		"want": [fixture.raised(record, "nothing to repeat at position 0")],
	},
	"a bad expression without a line": {
		"params": {"instruction": "USER", "check": "not_like", "value": "*", "value_pattern": bad},
		"want": [],
	},
	"no value for =": {"params": {"instruction": "RUN", "check": "="}, "want": []},
	"no value for !=": {"params": {"instruction": "RUN", "check": "!="}, "want": []},
	"no value for in": {"params": {"instruction": "RUN", "check": "in"}, "want": []},
	"no value for not_in": {"params": {"instruction": "RUN", "check": "not_in"}, "want": []},
	"no value for like": {"params": {"instruction": "RUN", "check": "like"}, "want": []},
	"no value for not_like": {"params": {"instruction": "RUN", "check": "not_like"}, "want": []},
	"actual wanted": {
		"params": {"instruction": "CMD", "check": "exists", "actual_dockerfile_only": true},
		"want": [],
	},
	"actual wanted for not_exists": {
		"params": {"instruction": "USER", "check": "not_exists", "actual_dockerfile_only": true},
		"want": [],
	},
}

test_findings[name] if {
	document := {"dockerfile": {"mode": "guessed", "lines": lines}, "matches": {"(?!s)": ["node:16 AS build"]}}
	some name, tc in cases
	instruction.findings(record, tc.params) == tc.want with input as document
}

test_location if {
	dockerfile := {
		"mode": "actual",
		"path": "Dockerfile.prod",
		"lines": {"ADD": ["ADD a b"]},
		"locations": {"ADD": [{"start_line": 2, "end_line": 3}]},
	}
	got := instruction.findings(record, {"instruction": "ADD", "check": "exists"}) with input as {"dockerfile": dockerfile}
	got == [fixture.hashed(
		record,
		"Dockerfile directive 'ADD' check 'exists' matched against '' for line 'a b'",
		{"file": "Dockerfile.prod", "start_line": 2, "end_line": 3},
	)]
}

sections := {
	"absent": {},
	"null": {"dockerfile": null},
	"empty": {"dockerfile": {}},
	"unknown": {"dockerfile": {"mode": "unknown"}},
	"no lines": {"dockerfile": {"mode": "actual", "lines": {}}},
}

# Not even not_exists.
test_no_dockerfile[name] if {
	some name, document in sections
	instruction.findings(record, {"instruction": "USER", "check": "not_exists"}) == [] with input as document
	instruction.findings(record, {"instruction": "USER", "check": "!=", "value": "a"}) == [] with input as document
}

incomplete := {
	"nothing": {},
	"no check": {"instruction": "RUN", "value": "a"},
	"no instruction": {"check": "exists"},
	"no pattern": {"instruction": "RUN", "check": "like", "value": "a"},
}

# Undefined, which the decision reports, and not empty.
test_incomplete[name] if {
	some name, params in incomplete
	not instruction.findings(record, params) with input as {"dockerfile": {"mode": "actual", "lines": lines}}
}

subjects := {"RUN": {"a", "b"}, "FROM": {"node:16 AS build", "scratch"}, "CMD": {""}, "USER": set()}

# Of a guessed Dockerfile too: what is asked does not depend on actual_dockerfile_only.
test_subjects[name] if {
	some name, want in subjects
	instruction.value_subjects({"instruction": name}) == want with input as {
		"dockerfile": {"mode": "guessed", "lines": lines},
	}
}

test_no_subjects if instruction.value_subjects({"instruction": "RUN"}) == set() with input as {}
