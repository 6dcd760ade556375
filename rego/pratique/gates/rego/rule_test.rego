package pratique.gates.rego.rule_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.rego.rule

record := fixture.rule("rego", "acme.p.r")

cases := {
	"nothing": {"answer": set(), "want": []},
	"messages, in the order of a set": {
		"answer": {"b", "a"},
		"want": [fixture.hashed(record, "a", null), fixture.hashed(record, "b", null)],
	},
	"messages, in the order of an array": {
		"answer": ["b", "a", "b"],
		"want": [
			fixture.hashed(record, "b", null),
			fixture.hashed(record, "a", null),
			fixture.hashed(record, "b", null),
		],
	},
	"conftest's form": {
		"answer": {{"msg": "a", "_loc": {"file": "Dockerfile", "line": 3}, "details": 1}},
		"want": [fixture.hashed(record, "a", {"file": "Dockerfile", "start_line": 3, "end_line": 3})],
	},
	"all of ours": {
		"answer": {{"message": "a", "msg": "b", "trigger_id": "t", "location": {"path": "/x", "layer": 1}}},
		"want": [fixture.fired(record, "a", "t", {"path": "/x", "layer": 1})],
	},
	"what is no part of a location": {
		"answer": {{"message": "a", "location": {"path": 1, "start_line": 1.5, "end_line": "2", "x": "y"}}},
		"want": [fixture.hashed(record, "a", null)],
	},
	"a location that is none": {
		"answer": [{"message": "a", "location": "here"}, {"message": "b", "_loc": {"file": "x"}}],
		"want": [fixture.hashed(record, "a", null), fixture.hashed(record, "b", null)],
	},
	"no message": {
		"answer": [1, {"text": "a"}, {"message": 1, "msg": "a"}],
		"want": [
			fixture.raised(record, "the rule returned 1, which has no message"),
			fixture.raised(record, `the rule returned {"text":"a"}, which has no message`),
			fixture.raised(record, `the rule returned {"message":1,"msg":"a"}, which has no message`),
		],
	},
	"a trigger id that is no string": {
		"answer": [{"message": "a", "trigger_id": false}],
		"want": [
			fixture.raised(record, `the rule returned {"message":"a","trigger_id":false}, whose trigger_id is not a string`),
		],
	},
	"no list": {"answer": "a", "want": [fixture.raised(record, `the rule returned neither a set nor an array: "a"`)]},
	"an object": {"answer": {}, "want": [fixture.raised(record, "the rule returned neither a set nor an array: {}")]},
}

test_findings[name] if {
	some name, tc in cases
	rule.findings(record, tc.answer) == tc.want
}
