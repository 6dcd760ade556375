package pratique.gates.practice.instruction.env_key_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.instruction

cases := {
	"of the configuration": {
		"input": given.configured({"Env": ["DB_PASSWORD=x", "GPG_KEY=y", "PATH=/bin", "TOKEN_FILE=x"]}),
		"want": ["Variable is named like a secret: DB_PASSWORD"],
	},
	"of the Dockerfile": {
		"input": given.dockerfile([
			["ENV", "x", {"pairs": [{"name": "API_KEY", "value": "x"}, {"name": "A", "value": "b"}]}],
		]),
		"want": ["Variable is named like a secret: API_KEY [2]"],
	},
	"of an ARG": {"input": given.dockerfile([["ARG", "x", {"pairs": [{"name": "API_KEY", "value": "x"}]}]]), "want": []},
	"none of the configuration": {"input": given.configured({"Env": null}), "want": []},
	"of another stage": {
		"input": given.staged([
			{"from": "a", "list": [["ENV", "x", {"pairs": [{"name": "API_KEY", "value": "x"}]}]]},
			{"from": "b", "list": []},
		]),
		"want": [],
	},
	"PASS": {
		"input": given.configured({"Env": ["PASS=x"]}),
		"want": ["Variable is named like a secret: PASS"],
	},
	"MY_PASSWD_X": {
		"input": given.configured({"Env": ["MY_PASSWD_X=x"]}),
		"want": ["Variable is named like a secret: MY_PASSWD_X"],
	},
	"SECRET": {
		"input": given.configured({"Env": ["SECRET=x"]}),
		"want": ["Variable is named like a secret: SECRET"],
	},
	"APIKEY": {
		"input": given.configured({"Env": ["APIKEY=x"]}),
		"want": ["Variable is named like a secret: APIKEY"],
	},
	"ACCESS": {
		"input": given.configured({"Env": ["ACCESS=x"]}),
		"want": ["Variable is named like a secret: ACCESS"],
	},
	"TOKEN": {
		"input": given.configured({"Env": ["TOKEN=x"]}),
		"want": ["Variable is named like a secret: TOKEN"],
	},
	"CREDENTIAL": {
		"input": given.configured({"Env": ["CREDENTIAL=x"]}),
		"want": ["Variable is named like a secret: CREDENTIAL"],
	},
	"credentials": {
		"input": given.configured({"Env": ["credentials=x"]}),
		"want": ["Variable is named like a secret: credentials"],
	},
	"KEY": {
		"input": given.configured({"Env": ["KEY=x"]}),
		"want": ["Variable is named like a secret: KEY"],
	},
	"not PASSPORT": {"input": given.configured({"Env": ["PASSPORT=x"]}), "want": []},
	"not MONKEY": {"input": given.configured({"Env": ["MONKEY=x"]}), "want": []},
	"not PUBLIC_KEY": {"input": given.configured({"Env": ["PUBLIC_KEY=x"]}), "want": []},
	"not GPG_KEYS": {"input": given.configured({"Env": ["GPG_KEYS=x"]}), "want": []},
	"not SECRET_PATH": {"input": given.configured({"Env": ["SECRET_PATH=x"]}), "want": []},
	"not TOKEN_URL": {"input": given.configured({"Env": ["TOKEN_URL=x"]}), "want": []},
	"not KEY_ID": {"input": given.configured({"Env": ["KEY_ID=x"]}), "want": []},
	"not read": {"input": given.unread, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
	"no instructions": {"input": given.dockerfile([]), "want": []},
	"no Dockerfile": {"input": {}, "want": ["unknown: dockerfile: the Dockerfile could not be read"]},
}

findings(document) := results if {
	params := {"check": "env_key"}
	results := instruction.findings(fixture.rule("practice", "instruction"), params) with input as document
}

test_findings[name] if {
	some name, tc in cases
	fixture.messages(findings(tc.input)) == tc.want
}

several := given.configured({"Env": ["A_KEY=x", "B_KEY=x"]})

test_trigger_ids if {
	results := findings(several)
	fixture.ids(results) == ["1e2fadbfc724c140daa409f998e09f10", "5c1363a0e8417b60829c6aec9329f391"]
	fixture.separate(results)
	fixture.same_ids(results, findings(fixture.moved(several)))
}
