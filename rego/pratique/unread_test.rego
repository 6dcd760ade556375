package pratique.unread_test

import data.pratique
import data.pratique.fixture_test as fixture

policies(needs) := {"p1": fixture.policy("p1", [{"action": "warn", "needs": needs, "fires": ["x"]}])}

problem := {"section": "packages:rpm", "path": "/var/lib/rpm/Packages", "message": "it is broken"}

# needs, problem -> messages of errors, of warnings
cases := {
	"the very need": {
		"needs": ["packages:rpm"],
		"problem": problem,
		"errors": ["packages:rpm: /var/lib/rpm/Packages: it is broken"],
		"warnings": [],
	},
	"the whole section": {
		"needs": ["packages"],
		"problem": {"section": "packages:java", "path": null, "message": "m"},
		"errors": ["packages:java: m"],
		"warnings": [],
	},
	"a part of what has the problem": {
		"needs": ["packages:npm"],
		"problem": {"section": "packages", "message": "m"},
		"errors": ["packages: m"],
		"warnings": [],
	},
	"manifests": {
		"needs": ["packages.files:tool"],
		"problem": object.union(problem, {"minor": false}),
		"errors": ["packages:rpm: /var/lib/rpm/Packages: it is broken"],
		"warnings": [],
	},
	"no manifests there": {
		"needs": ["packages.files"],
		"problem": {"section": "packages:npm", "message": "m"},
		"errors": [],
		"warnings": [],
	},
	"minor": {
		"needs": ["packages"],
		"problem": object.union(problem, {"minor": true}),
		"errors": [],
		"warnings": ["packages:rpm: /var/lib/rpm/Packages: it is broken"],
	},
	"another type": {"needs": ["packages:npm"], "problem": problem, "errors": [], "warnings": []},
	"another section": {"needs": ["files"], "problem": problem, "errors": [], "warnings": []},
	"a name that only begins alike": {
		"needs": ["packages.files"],
		"problem": {"section": "packages.filesystem", "message": "m"},
		"errors": [],
		"warnings": [],
	},
	"no section": {"needs": ["files"], "problem": {"message": "m"}, "errors": ["m"], "warnings": []},
	"nothing at all": {"needs": ["files"], "problem": {}, "errors": [""], "warnings": []},
}

decide(needs, problems) := got if {
	got := pratique.decision with input as object.union(fixture.document, {"packages": [], "problems": problems})
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as policies(needs)
}

test_unread[name] if {
	some name, tc in cases
	got := decide(tc.needs, [tc.problem])
	got.errors == [fixture.error({"kind": "ExtractionError", "message": message}) | some message in tc.errors]
	got.warnings == [{"kind": "extraction_problem", "message": message, "pointer": null} | some message in tc.warnings]
}

# The findings stand beside the errors, and the errors decide.
test_findings_stand if {
	got := decide(["packages"], [problem])
	[got.policy_action, got.final_action, count(got.findings)] == ["warn", "stop", 1]
}

test_no_list if {
	some problems in [null, "x", {}]
	decide(["packages"], problems).errors == []
}

# What is recorded elsewhere leaves the rules open that read it, and their findings stand.
test_absent[name] if {
	some name, tc in {
		"the section": {
			"needs": ["packages"],
			"absent": true,
			"reasons": [["packages:rpm: /var/lib/rpm/Packages: it is broken"]],
		},
		"the type": {
			"needs": ["packages:rpm"],
			"absent": true,
			"reasons": [["packages:rpm: /var/lib/rpm/Packages: it is broken"]],
		},
		"another type": {"needs": ["packages:npm"], "absent": true, "reasons": []},
		"another section": {"needs": ["files"], "absent": true, "reasons": []},
		"not absent": {"needs": ["packages"], "absent": false, "reasons": []},
	}
	got := decide(tc.needs, [object.union(problem, {"absent": tc.absent})])
	[entry.needs | some entry in got.not_evaluated] == tc.reasons
	count(got.findings) == 1
	count(got.errors) == count([1 | not tc.absent])
}

# A registry that did not answer leaves its section out, and why.
test_left_out if {
	document := object.union(fixture.document, {
		"searched": {"sections": ["image"]},
		"problems": [{"section": "signatures", "message": "no answer"}],
	})
	got := pratique.decision with input as document
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as policies(["signatures"])
	count(got.not_evaluated) == 1
	got.errors == [fixture.error({"kind": "ExtractionError", "message": "signatures: no answer"})]
}

# --strict-facts: every problem counts.
test_strict[name] if {
	some name, extra in {"minor": {"minor": true}, "absent": {"absent": true}, "plain": {}}
	got := pratique.decision with input as object.union(fixture.document, {
		"packages": [],
		"problems": [object.union(problem, extra)],
		"evaluation": {"strict_facts": true},
	})
		with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as policies(["packages"])
	[error.message | some error in got.errors] == ["packages:rpm: /var/lib/rpm/Packages: it is broken"]
	got.not_evaluated == []
	[warning | some warning in got.warnings; warning.kind == "extraction_problem"] == []
}
