package pratique.gates.hardening.user_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

users := {
	"root": {"input": given.dockerfile([["USER", "root"]]), "want": ["Container runs as root: the user is root [2]"]},
	"group": {
		"input": given.dockerfile([["USER", "root:app"]]),
		"want": ["Container runs as root: the user is root:app [2]"],
	},
	"number": {"input": given.dockerfile([["USER", "0:0"]]), "want": ["Container runs as root: the user is 0:0 [2]"]},
	"number as Go reads it": {
		"input": given.dockerfile([["USER", "+00"]]),
		"want": ["Container runs as root: the user is +00 [2]"],
	},
	"quotes": {
		"input": given.dockerfile([["USER", `"root"`]]),
		"want": ["Container runs as root: the user is root [2]"],
	},
	"last of the stage": {
		"input": given.dockerfile([["USER", "app"], ["USER", "root"]]),
		"want": ["Container runs as root: the user is root [3]"],
	},
	"another": {"input": given.dockerfile([["USER", "app"]]), "want": []},
	"ten": {"input": given.dockerfile([["USER", "10"]]), "want": []},
	"none": {"input": given.dockerfile([]), "want": ["Container runs as root: no user is set"]},
	"only in a build stage": {
		"input": given.staged([{"from": "a", "name": "build", "list": [["USER", "app"]]}, {"from": "b", "list": []}]),
		"want": ["Container runs as root: no user is set"],
	},
	"in the stage it goes on from": {
		"input": given.staged([
			{"from": "a", "name": "base", "list": [["USER", "app"]]},
			{"from": "base", "parent": 0, "list": []},
		]),
		"want": [],
	},
	"variable": {"input": given.dockerfile([["USER", "$APP"]]), "want": ["unknown: dockerfile: $APP is not known"]},
	"variable that is known": {"input": given.dockerfile([["USER", "$APP", {"expanded": "app"}]]), "want": []},
	"unread": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"configuration": {"input": given.configured({"User": "app"}), "want": []},
	"configuration without": {"input": given.configured({}), "want": ["Container runs as root: no user is set"]},
	"configuration first": {
		"input": object.union(given.configured({"User": "app"}), given.dockerfile([["USER", "root"]])),
		"want": [],
	},
}

test_user[name] if {
	some name, tc in users
	fixture.messages(hardening.user.findings(record, {"accounts": false})) == tc.want with input as tc.input
}

test_account if {
	accounts := {
		"accounts": {"users": [{"name": "root", "uid": 0}, {"name": "toor", "uid": 0}, {"name": "app", "uid": 10}]},
	}
	got := {user: fixture.messages(results) |
		some user in ["toor:app", "app", "root"]
		results := hardening.user.findings(record, {"accounts": true}) with input as object.union(
			accounts,
			given.configured({"User": user}),
		)
	}
	got == {"toor:app": ["Container runs as root: toor has uid 0 in /etc/passwd"], "app": [], "root": []}
}

separate_findings(document) := results if {
	params := {"accounts": false}
	results := hardening.user.findings(fixture.rule("hardening", "user"), params) with input as document
}

several := given.dockerfile([["USER", "root"]])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["d9daeb1eb713267605addd013627628d"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
