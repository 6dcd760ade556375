package pratique.lib.practice_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.lib.practice

rule := fixture.rule("practice", "command")

wrong := {"title": "Bad", "hits": [practice.setting("variable", "A")], "gaps": ["more"]}

test_report if {
	results := practice.report(rule, {"check": "x"}, wrong) with input as given.dockerfile([])
	fixture.messages(results) == ["Bad: A", "unknown: more"]
	results[0].trigger_id == crypto.md5(`["practice","command",{"check":"x","variable":"A"}]`)
}

# The configuration is enough for what it says.
test_report_configured if {
	unread := ["unknown: dockerfile: the Dockerfile could not be read"]
	configured := object.union(wrong, {"configured": true})
	fixture.messages(practice.report(rule, {"check": "x"}, wrong)) == unread with input as given.configured({})
	found := ["Bad: A", "unknown: more"]
	fixture.messages(practice.report(rule, {"check": "x"}, configured)) == found with input as given.configured({})
	fixture.messages(practice.report(rule, {"check": "x"}, configured)) == unread with input as given.unread
}

test_parts if {
	document := given.staged([{"from": "a", "name": "b", "list": [["RUN", "x"]]}, {"from": "c", "list": []}])
	run := document.dockerfile.instructions[1]
	hit := practice.command(run, "t") with input as document
	hit == {
		"text": "t",
		"about": {"command": "t", "stage": "b"},
		"location": {"file": "Dockerfile", "start_line": 2, "end_line": 2},
	}
	practice.package_of(run, "t").about.package == "t" with input as document
	practice.instruction(run).about.instruction == "x" with input as document
}

# Where the value is a path or an address, the secret is there.
test_is_secret if {
	every value in ["x", "", "/run/a b", "https://u@x/y", "https://x/?t=y"] {
		practice.is_secret("API_TOKEN", value)
	}
	every value in ["/run/secrets/x", "./x", "../x/y", "~/x", "https://x/y", "file:///run/x"] {
		not practice.is_secret("API_TOKEN", value)
	}
	every name in ["GPG_KEY", "TOKEN_TTL", "PATH"] {
		not practice.is_secret(name, "x")
	}
}
