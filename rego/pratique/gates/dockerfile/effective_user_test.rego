package pratique.gates.dockerfile.effective_user_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.dockerfile.effective_user

record := fixture.rule("dockerfile", "effective_user")

not_listed(user) := [
	fixture.hashed(record, sprintf("User %s found as effective user, which is not on the allowed list", [user]), null),
]

listed(user) := [
	fixture.hashed(record, sprintf("User %s found as effective user, which is explicity not allowed", [user]), null),
]

cases := {
	"allowed": {"lines": ["USER bob"], "type": "whitelist", "users": ["bob"], "want": []},
	"not allowed": {"lines": ["USER bob"], "type": "whitelist", "users": ["root"], "want": not_listed("bob")},
	"denied": {"lines": ["USER bob"], "type": "blacklist", "users": ["root", "bob"], "want": listed("bob")},
	"not denied": {"lines": ["USER bob"], "type": "blacklist", "users": ["root"], "want": []},
	"the last line": {"lines": ["USER bob", "USER al"], "type": "whitelist", "users": [], "want": not_listed("al")},
	"brackets": {"lines": ["USER [bob]"], "type": "whitelist", "users": ["root"], "want": not_listed("bob")},
	"blanks in brackets": {"lines": ["USER [ bob ]"], "type": "whitelist", "users": [], "want": not_listed(" bob ")},
	"an empty bracket": {"lines": ["USER []"], "type": "whitelist", "users": [], "want": not_listed("[")},
	"group and tail": {
		"lines": ["USER  bob:staff # x "],
		"type": "whitelist",
		"users": [],
		"want": not_listed("bob:staff # x"),
	},
	"other white space": {"lines": ["USER\u00a0bob"], "type": "whitelist", "users": [], "want": not_listed("bob")},
	"lower case": {"lines": ["USER bob", "user al"], "type": "whitelist", "users": [], "want": []},
	"no user": {"lines": ["USER"], "type": "whitelist", "users": [], "want": []},
	"no lines of it": {"lines": [], "type": "blacklist", "users": ["root"], "want": listed("root")},
}

test_findings[name] if {
	some name, tc in cases
	document := {"dockerfile": {"mode": "guessed", "lines": {"FROM": ["FROM a"], "USER": tc.lines}}}
	effective_user.findings(record, {"type": tc.type, "users": tc.users}) == tc.want with input as document
}

# The trigger ids of Anchore's documentation.
test_trigger_ids if {
	document := {"dockerfile": {"mode": "actual", "lines": {"FROM": ["FROM a"]}}}
	root := effective_user.findings(record, {"type": "blacklist", "users": ["root"]}) with input as document
	[finding.trigger_id | some finding in root] == ["cbff271f45d32e78dcc1979dbca9c14d"]
}

test_location if {
	document := {"dockerfile": {
		"mode": "actual",
		"lines": {"USER": ["USER a", "USER b"]},
		"locations": {"USER": [{"start_line": 2, "end_line": 2}, {"start_line": 5, "end_line": 5}]},
	}}
	got := effective_user.findings(record, {"type": "blacklist", "users": ["b"]}) with input as document
	[finding.location | some finding in got] == [{"file": "Dockerfile", "start_line": 5, "end_line": 5}]
}

sections := {"absent": {}, "null": {"dockerfile": null}, "empty": {"dockerfile": {"mode": "actual", "lines": {}}}}

test_no_dockerfile[name] if {
	some name, document in sections
	effective_user.findings(record, {"type": "blacklist", "users": ["root"]}) == [] with input as document
}

test_incomplete if not effective_user.findings(record, {"type": "blacklist"})
