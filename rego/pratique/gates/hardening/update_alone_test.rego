package pratique.gates.hardening.update_alone_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening

record := fixture.rule("hardening", "x")

updates := {
	"alone": {"run": ["apt-get update"], "want": ["Package index is updated alone: apt-get update [2]"]},
	"options": {
		"run": ["apt-get -qq -o A=b update -y"],
		"want": ["Package index is updated alone: apt-get -qq -o A=b update -y [2]"],
	},
	"cleaned": {
		"run": ["apt-get update", "&& rm -rf /var/lib/apt/lists"],
		"want": ["Package index is updated alone: apt-get update [2]"],
	},
	"installed after": {"run": ["apt-get update", "&& apt install -y curl"], "want": []},
	"installed before": {
		"run": ["apt-get install -y curl", "&& apt-get update"],
		"want": ["Package index is updated alone: apt-get update [2]"],
	},
	"by another manager": {
		"run": ["apk update", "&& apt-get install curl"],
		"want": ["Package index is updated alone: apk update [2]"],
	},
	"as root, with an assignment": {
		"run": ["sudo -E A=b /usr/bin/apt-get update"],
		"want": ["Package index is updated alone: apt-get update [2]"],
	},
	"an upgrade": {"run": ["yum -y update"], "want": []},
	"dnf": {"run": ["dnf makecache"], "want": ["Package index is updated alone: dnf makecache [2]"]},
	"zypper": {
		"run": ["zypper --non-interactive ref"],
		"want": ["Package index is updated alone: zypper --non-interactive ref [2]"],
	},
	"apk add --update": {"run": ["apk add --update curl"], "want": []},
	"something else": {"run": ["echo update"], "want": []},
	"an assignment": {"run": ["A=b"], "want": []},
}

test_update_alone[name] if {
	some name, tc in updates
	results := hardening.update_alone.findings(record, {}) with input as given.dockerfile([given.run("x", tc.run)])
	fixture.messages(results) == tc.want
}

# Nor does an image without a history tell how it was built.
test_unread if {
	unknown := ["unknown: dockerfile: the Dockerfile could not be read"]
	every document in [given.unread, given.guessed([])] {
		fixture.messages(hardening.update_alone.findings(record, {})) == unknown with input as document
	}
}

test_update_alone_unread if {
	document := given.dockerfile([["RUN", "x", {"commands_unparsed": "1:1: x"}]])
	fixture.messages(hardening.update_alone.findings(record, {})) == [
		"unknown: dockerfile: line 2 could not be read",
	] with input as document
}

separate_findings(document) := results if {
	params := {}
	results := hardening.update_alone.findings(fixture.rule("hardening", "update_alone"), params) with input as document
}

several := given.staged([
	{"from": "golang", "name": "build", "list": [given.run("x", ["apt-get update"])]},
	{"from": "debian", "list": [given.run("x", ["apt-get update"]), given.run("x", ["apk update"])]},
])

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == [
		"6fb7feec9607cac8641c0b496da436e6",
		"7ed35024766ee4f2ae92f6d053fd31e2",
		"1fbd3ab9af8e8c7af92a3ccc1b84b49f",
	]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
