package pratique.gates.hardening.root_account_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.hardening.root_account

record := fixture.rule("hardening", "root_account")

cases := {
	"root alone": {"users": [{"name": "root", "uid": 0}, {"name": "app", "uid": 1}], "want": []},
	"another": {
		"users": [{"name": "root", "uid": 0}, {"name": "toor", "uid": 0}],
		"want": ["The account toor has uid 0, and so the rights of root"],
	},
	"another before root": {
		"users": [{"name": "toor", "uid": 0}, {"name": "root", "uid": 0}],
		"want": ["The account toor has uid 0, and so the rights of root"],
	},
	"root twice": {
		"users": [{"name": "root", "uid": 0}, {"name": "root", "uid": 0}],
		"want": ["The account root has uid 0, and so the rights of root"],
	},
	"no root": {"users": [{"name": "toor", "uid": 0}], "want": ["The account toor has uid 0, and so the rights of root"]},
	"nobody": {"users": [], "want": []},
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(root_account.findings(record, {})) == tc.want with input as {"accounts": {"users": tc.users}}
}

test_unknown if {
	every document in [{}, {"accounts": null}] {
		fixture.messages(root_account.findings(record, {})) == ["unknown: accounts"] with input as document
	}
}

# Findings that one may want to except separately have trigger ids of their own, in whatever order.
test_trigger_ids if {
	users := [{"name": name, "uid": 0} | some name in ["root", "a", "b"]]
	results := root_account.findings(record, {}) with input as {"accounts": {"users": users}}
	fixture.separate(results)
	others := root_account.findings(record, {}) with input as {"accounts": {"users": array.reverse(users)}}
	fixture.same_ids(results, others)
}
