package pratique.gates.vulnerabilities.package_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.vulnerabilities.package as vulnerable_package

record := fixture.rule("vulnerabilities", "package")

# The parameters that have a default.
defaults := {
	"package_type": "all",
	"severity": "unknown",
	"severity_comparison": ">",
	"cvss_v3_base_score_comparison": ">=",
	"cvss_v3_exploitability_score_comparison": ">=",
	"cvss_v3_impact_score_comparison": ">=",
	"vendor_cvss_v3_base_score_comparison": ">=",
	"vendor_cvss_v3_exploitability_score_comparison": ">=",
	"vendor_cvss_v3_impact_score_comparison": ">=",
	"vendor_only": true,
}

findings(params, matches) := [result | some result in reported_of(params, matches); not result.warning]

reported_of(params, matches) := found if {
	found := vulnerable_package.findings(record, object.union(defaults, params)) with input as {
		"evaluated_at": "2024-03-15T12:00:00Z",
		"files": {"/app/b.jar": {"layer": 3}},
		"vulnerabilities": {"matches": matches},
	}
}

# A match, and what makes it another one.
match(changes) := object.union(
	{
		"vulnerability": {"id": "CVE-2021-1", "severity": "High", "link": "http://x", "cvss_nvd": [], "cvss_vendor": []},
		"package": {"name": "libssl", "version": "1", "type": "dpkg", "path": "pkgdb"},
		"fix": {"versions": [], "wont_fix": false, "observed_at": null},
		"detected_at": "2021-05-04T10:00:00Z",
	},
	changes,
)

fired(package_id, message) := located(package_id, message, null)

located(package_id, message, location) := object.union(
	fixture.fired(
		record,
		message,
		sprintf("CVE-2021-1+%s", [package_id]),
		location,
	),
	{"severity": "high"},
)

reported := "HIGH Vulnerability found in os package type (dpkg) - libssl (CVE-2021-1 - http://x)"

noted(notes) := sprintf(
	"HIGH Vulnerability found in os package type (dpkg) - libssl %s(CVE-2021-1 - http://x)",
	[notes],
)

rating := {"version": "3.1", "base_score": 8.8, "exploitability_score": 2.8, "impact_score": 5.9}

fixed := {"versions": ["2"], "observed_at": "2021-06-01T00:00:00Z"}

messages := {
	"plain": {"params": {}, "match": {}, "want": reported},
	"a fix": {"params": {}, "match": {"fix": {"versions": ["1.2", "", "1.3"]}}, "want": noted("(fixed in: 1.2, 1.3)")},
	"no link": {
		"params": {},
		"match": {"vulnerability": {"link": null}},
		"want": "HIGH Vulnerability found in os package type (dpkg) - libssl (CVE-2021-1 - None)",
	},
	"a score of nobody": {
		"params": {"cvss_v3_base_score": -1},
		"match": {},
		"want": noted("(cvss_v3_base_score=-1.0)"),
	},
	"a score of 0": {
		"params": {"vendor_cvss_v3_base_score": 0, "vendor_cvss_v3_impact_score": 0},
		"match": {"vulnerability": {"cvss_vendor": [{"version": "3.1", "base_score": 0, "impact_score": 10}]}},
		"want": noted("(vendor_cvss_v3_impact_score=10.0)"),
	},
	"all scores": {
		"params": {"cvss_v3_impact_score": 0, "cvss_v3_base_score": 0, "cvss_v3_exploitability_score": 0},
		"match": {"vulnerability": {"cvss_nvd": [rating]}},
		"want": noted("(cvss_v3_base_score=8.8 cvss_v3_exploitability_score=2.8 cvss_v3_impact_score=5.9)"),
	},
	"everything": {
		"params": {
			"fix_available": true,
			"max_days_since_creation": 7,
			"max_days_since_fix": 7,
			"cvss_v3_base_score": -1,
			"vendor_cvss_v3_base_score": 8,
			"vendor_cvss_v3_exploitability_score": 2.8,
			"vendor_cvss_v3_impact_score": 5,
		},
		"match": {"fix": fixed, "vulnerability": {"cvss_vendor": [rating]}},
		"want": noted(concat("", [
			"(fixed in: 2)(cvss_v3_base_score=-1.0)(max_days_since_creation=2021-05-04 max_days_since_fix=2021-06-01)",
			"(vendor_cvss_v3_base_score=8.8 vendor_cvss_v3_exploitability_score=2.8 vendor_cvss_v3_impact_score=5.9)",
		])),
	},
	"the age of a fix that is not asked for": {
		"params": {"max_days_since_fix": 7},
		"match": {"fix": fixed},
		"want": noted("(fixed in: 2)"),
	},
	"a fix of no age": {
		"params": {"fix_available": true, "max_days_since_fix": 7},
		"match": {"fix": {"versions": ["2"]}},
		"want": noted("(fixed in: 2)"),
	},
}

test_message[name] if {
	some name, tc in messages
	findings(tc.params, [match(tc.match)]) == [fired("libssl", tc.want)]
}

packages := {
	"dpkg": {"package": {}, "id": "libssl", "message": "os package type (dpkg) - libssl"},
	"apk": {"package": {"type": "apkg"}, "id": "libssl", "message": "os package type (APKG) - libssl"},
	"a type that Anchore does not know": {
		"package": {"type": "php", "path": "/p/k"},
		"id": "libssl",
		"message": "os package type (php) - libssl",
	},
	"java": {
		"package": {"type": "java", "path": "/a.war:WEB-INF/b-1.jar"},
		"id": "b-1.jar",
		"message": "non-os package type (java) - /a.war:WEB-INF/b-1.jar",
	},
	"java without a directory": {
		"package": {"type": "java", "path": "a.jar"},
		"id": "a.jar",
		"message": "non-os package type (java) - a.jar",
	},
	"java's directory": {
		"package": {"type": "java", "path": "/x/"},
		"id": "libssl-1",
		"message": "non-os package type (java) - /x/",
	},
	"upper case": {
		"package": {"type": "JAVA", "path": "/a.jar"},
		"id": "libssl-1",
		"message": "non-os package type (JAVA) - /a.jar",
	},
	"gem": {
		"package": {"type": "gem", "path": "/g/c-3.gemspec"},
		"id": "c-3.gemspec",
		"message": "non-os package type (gem) - /g/c-3.gemspec",
	},
	"npm": {
		"package": {"type": "npm", "path": "/n/@s/b/package.json"},
		"id": "b",
		"message": "non-os package type (npm) - /n/@s/b/package.json",
	},
	"npm without a directory": {
		"package": {"type": "npm", "path": "package.json"},
		"id": "libssl-1",
		"message": "non-os package type (npm) - package.json",
	},
	"npm at the root": {
		"package": {"type": "npm", "path": "/package.json"},
		"id": "libssl-1",
		"message": "non-os package type (npm) - /package.json",
	},
	"python": {
		"package": {"type": "python", "path": "/p/d"},
		"id": "libssl-1",
		"message": "non-os package type (python) - /p/d",
	},
}

test_package[name] if {
	some name, tc in packages
	changed := match({"package": tc["package"]})
	message := sprintf("HIGH Vulnerability found in %s (CVE-2021-1 - http://x)", [tc.message])
	location := {true: {"path": changed["package"].path}, false: null}[startswith(tc.message, "non-os")]
	findings({}, [changed]) == [located(tc.id, message, location)]
}

nowhere := {"an empty path": {"path": "", "want": ""}, "no path": {"path": null, "want": "None"}}

test_nowhere[name] if {
	some name, tc in nowhere
	message := sprintf("HIGH Vulnerability found in non-os package type (java) - %s (CVE-2021-1 - http://x)", [tc.want])
	findings({}, [match({"package": {"type": "java", "path": tc.path}})]) == [fired("libssl-1", message)]
}

test_layer if {
	message := "HIGH Vulnerability found in non-os package type (java) - /app/b.jar (CVE-2021-1 - http://x)"
	want := [located("b.jar", message, {"path": "/app/b.jar", "layer": 3})]
	findings({}, [match({"package": {"type": "java", "path": "/app/b.jar"}})]) == want
}

# Which of the matches are reported, by their packages' names.
named(found) := [name | some finding in found; name := substring(finding.trigger_id, count("CVE-2021-1+"), -1)]

of_severity(severity) := match({"vulnerability": {"severity": severity}, "package": {"name": lower(severity)}})

by_severity := [of_severity(severity) | some severity in ["Unknown", "Critical", "Negligible", "High", "Low", "Medium"]]

severities := {
	"without one": {"params": {}, "want": ["critical", "negligible", "high", "low", "medium"]},
	"=": {"params": {"severity": "high", "severity_comparison": "="}, "want": ["high"]},
	"!=": {
		"params": {"severity": "high", "severity_comparison": "!="},
		"want": ["unknown", "critical", "negligible", "low", "medium"],
	},
	"<": {"params": {"severity": "low", "severity_comparison": "<"}, "want": ["unknown", "negligible"]},
	">": {"params": {"severity": "high"}, "want": ["critical"]},
	"<=": {"params": {"severity": "low", "severity_comparison": "<="}, "want": ["unknown", "negligible", "low"]},
	">=": {"params": {"severity": "high", "severity_comparison": ">="}, "want": ["critical", "high"]},
}

test_severity[name] if {
	some name, tc in severities
	named(findings(tc.params, by_severity)) == tc.want
}

of_all_kinds := [
	match({"package": {"name": "a"}, "fix": {"versions": ["2"], "wont_fix": true, "observed_at": "2024-03-10T12:00:00Z"}}),
	match({
		"package": {"name": "b", "type": "python", "path": "/b"},
		"fix": {"versions": ["2"], "observed_at": "2024-03-10T12:00:01Z"},
	}),
	match({"package": {"name": "c"}, "detected_at": "2024-03-10T12:00:00.9Z", "fix": {"versions": ["2"]}}),
	match({"package": {"name": "d", "type": "go", "path": "/x/d"}, "detected_at": "2024-03-10T12:00:01Z"}),
	match({
		"package": {"name": "e"},
		"fix": {"observed_at": "2024-03-15T00:00:00Z"},
		"vulnerability": {"cvss_nvd": [rating]},
	}),
]

criteria := {
	"none": {"params": {}, "want": ["b-1", "c", "d-1", "e"]},
	"of the distribution": {"params": {"package_type": "os"}, "want": ["c", "e"]},
	"of others": {"params": {"package_type": "non-os"}, "want": ["b-1", "d-1"]},
	"not to be fixed": {"params": {"vendor_only": false}, "want": ["a", "b-1", "c", "d-1", "e"]},
	"a fix": {"params": {"fix_available": true}, "want": ["b-1", "c"]},
	"no fix": {"params": {"fix_available": false}, "want": ["d-1", "e"]},
	"detected five days ago": {"params": {"max_days_since_creation": 5}, "want": ["b-1", "c", "e"]},
	"fixed five days ago": {
		"params": {"vendor_only": false, "fix_available": true, "max_days_since_fix": 5},
		"want": ["a", "c"],
	},
	"fixed, without a fix asked for": {"params": {"max_days_since_fix": 5}, "want": ["b-1", "c", "d-1", "e"]},
	"fixed, without a fix": {"params": {"fix_available": false, "max_days_since_fix": 5}, "want": ["d-1", "e"]},
	"a base score": {"params": {"cvss_v3_base_score": 8.8}, "want": ["e"]},
	"a base score, compared": {
		"params": {"cvss_v3_base_score": 8.8, "cvss_v3_base_score_comparison": "<"},
		"want": ["b-1", "c", "d-1"],
	},
	"a vendor's score": {"params": {"vendor_cvss_v3_impact_score": 0}, "want": []},
	"two scores": {
		"params": {"cvss_v3_base_score": 0, "vendor_cvss_v3_base_score": -1, "vendor_cvss_v3_base_score_comparison": "="},
		"want": ["e"],
	},
	"paths": {
		"params": {"package_path_exclude": "/x", "package_path_exclude_pattern": {"re2": `\A(?:/x)`}},
		"want": ["b-1", "c", "e"],
	},
	"all paths": {
		"params": {"package_path_exclude": "", "package_path_exclude_pattern": {"re2": `\A(?:)`}},
		"want": ["c", "e"],
	},
	"paths in an expression that nobody has answered, and no need to": {
		"params": {
			"package_type": "os",
			"package_path_exclude": "(?=x)",
			"package_path_exclude_pattern": {"python": "(?=x)"},
		},
		"want": ["c", "e"],
	},
}

test_criteria[name] if {
	some name, tc in criteria
	named(findings(tc.params, of_all_kinds)) == tc.want
}

test_python_expression if {
	params := object.union(
		defaults,
		{"package_path_exclude": "/(?!x)", "package_path_exclude_pattern": {"python": "/(?!x)"}},
	)
	found := vulnerable_package.findings(record, params) with input as {
		"vulnerabilities": {"matches": of_all_kinds},
		"matches": {"/(?!x)": ["/b"]},
	}
	named(found) == ["c", "d-1", "e"]
}

problems := {
	"a bad expression": {
		"params": {"package_path_exclude": "(", "package_path_exclude_pattern": {"error": "missing )"}},
		"matches": [],
		"want": "missing )",
	},
	"an unanswered expression": {
		"params": {"package_path_exclude": "(?=x)", "package_path_exclude_pattern": {"python": "(?=x)"}},
		"matches": of_all_kinds,
		"want": `the document has no matches of the Python expression "(?=x)"`,
	},
	"no path": {
		"params": {"package_path_exclude": "x", "package_path_exclude_pattern": {"re2": `\A(?:x)`}},
		"matches": [match({"package": {"type": "java", "path": null}})],
		"want": "a package has no path that could be excluded",
	},
	"no severity": {
		"params": {"package_type": "os"},
		"matches": [match({"vulnerability": {"severity": null}})],
		"want": "a vulnerability has no severity that is known",
	},
	"another severity": {
		"params": {},
		"matches": [match({"vulnerability": {"severity": "Moderate"}})],
		"want": "a vulnerability has no severity that is known",
	},
	"no date": {
		"params": {"max_days_since_creation": 1},
		"matches": [match({}), match({"detected_at": null})],
		"want": "a vulnerability does not say when it was detected",
	},
	"several": {
		"params": {"max_days_since_creation": 1},
		"matches": [match({"detected_at": null}), match({"vulnerability": {"severity": null}})],
		"want": "a vulnerability has no severity that is known",
	},
}

test_problem[name] if {
	some name, tc in problems
	findings(tc.params, tc.matches) == [fixture.raised(record, tc.want)]
}

# Python never comes to what another criterion has passed over.
no_problems := {
	"no severity, of another class": {
		"params": {"package_type": "non-os"},
		"matches": [match({"vulnerability": {"severity": null}})],
	},
	"no path, of another severity": {
		"params": {"severity": "high", "package_path_exclude": "x", "package_path_exclude_pattern": {"re2": `\A(?:x)`}},
		"matches": [match({"package": {"type": "java", "path": null}})],
	},
	"no date, not to be fixed": {
		"params": {"max_days_since_creation": 1},
		"matches": [match({"detected_at": null, "fix": {"wont_fix": true}})],
	},
	"an expression that nobody has to answer": {
		"params": {"package_path_exclude": "(?=x)", "package_path_exclude_pattern": {"python": "(?=x)"}},
		"matches": [],
	},
}

test_no_problem[name] if {
	some name, tc in no_problems
	findings(tc.params, tc.matches) == []
}

sections := {"absent": {}, "null": {"vulnerabilities": null}, "empty": {"vulnerabilities": {"matches": []}}}

test_no_vulnerabilities[name] if {
	some name, none in sections
	vulnerable_package.findings(record, defaults) == [] with input as none
}

exploitation := [
	match({
		"package": {"name": "a"},
		"vulnerability": {"epss": {"score": 0.8765, "percentile": 0.99}, "known_exploited": {"added": null}},
	}),
	match({
		"package": {"name": "b"},
		"vulnerability": {"epss": {"score": 0.01, "percentile": 0.5}, "known_exploited": null},
	}),
	match({"package": {"name": "c"}}),
]

exploited := {
	"no criterion": {"params": {}, "want": ["a", "b", "c"]},
	"known to be exploited": {"params": {"known_exploited_vulnerability": true}, "want": ["a"]},
	"not known to be exploited": {"params": {"known_exploited_vulnerability": false}, "want": ["b", "c"]},
	"probable": {"params": {"epss_score": 0.5, "epss_score_comparison": ">="}, "want": ["a"]},
	"without a score": {"params": {"epss_score": 0, "epss_score_comparison": "<"}, "want": ["c"]},
	"more probable than others": {
		"params": {"epss_percentile": 0.5, "epss_percentile_comparison": ">="},
		"want": ["a", "b"],
	},
	"all": {
		"params": {
			"known_exploited_vulnerability": true,
			"epss_score": 0.8765,
			"epss_score_comparison": "=",
			"epss_percentile": 0.999,
			"epss_percentile_comparison": ">",
		},
		"want": [],
	},
}

test_exploitation[name] if {
	some name, tc in exploited
	named(findings(tc.params, exploitation)) == tc.want
}

remark(skipped, of, comparison) := [{"warning": {
	"kind": "severity_unknown",
	"message": sprintf(
		"%d of %d vulnerabilities have no known severity and are skipped: the rule asks for a severity %s",
		[skipped, of, comparison],
	),
	"pointer": record.pointer,
}}]

unknowns := array.concat(
	by_severity,
	[match({"vulnerability": {"severity": ""}, "package": {"type": "npm", "path": "/x"}})],
)

unknown_severities := {
	"without one": {"params": {}, "want": remark(2, 7, "> unknown")},
	"at least high": {"params": {"severity": "high", "severity_comparison": ">="}, "want": remark(2, 7, ">= high")},
	"of the distribution": {"params": {"package_type": "os"}, "want": remark(1, 6, "> unknown")},
	"of any severity": {"params": {"severity_comparison": ">="}, "want": []},
	"below": {"params": {"severity": "low", "severity_comparison": "<"}, "want": []},
}

test_unknown_severity[name] if {
	some name, tc in unknown_severities
	[result | some result in reported_of(tc.params, unknowns); result.warning] == tc.want
}

# The time of a recent report says nothing on when a vulnerability was first seen.
test_age_by_report[name] if {
	old := match({
		"vulnerability": {"id": "CVE-2021-1", "severity": "High", "link": "x", "cvss_nvd": [], "cvss_vendor": []},
		"detected_at": "2024-01-15T12:00:00Z",
	})
	recent := match({
		"vulnerability": {"id": "CVE-2021-2", "severity": "High", "link": "x", "cvss_nvd": [], "cvss_vendor": []},
		"detected_at": "2024-03-15T11:00:00Z",
	})
	some name, tc in {
		"a recent report": {
			"params": {"max_days_since_creation": 30},
			"matches": [recent],
			"by_report": true,
			"want": [0, 1],
		},
		"an old report": {"params": {"max_days_since_creation": 30}, "matches": [old], "by_report": true, "want": [1, 0]},
		"first seen": {"params": {"max_days_since_creation": 30}, "matches": [recent], "by_report": false, "want": [0, 0]},
		"not stated": {"params": {"max_days_since_creation": 30}, "matches": [recent], "by_report": null, "want": [0, 0]},
		"no age asked for": {"params": {}, "matches": [recent], "by_report": true, "want": [1, 0]},
		"of another severity": {
			"params": {"max_days_since_creation": 30, "severity": "critical", "severity_comparison": ">="},
			"matches": [recent],
			"by_report": true,
			"want": [0, 0],
		},
		"without a fix": {
			"params": {"max_days_since_creation": 30, "fix_available": true},
			"matches": [recent],
			"by_report": true,
			"want": [0, 0],
		},
	}
	results := vulnerable_package.findings(record, object.union(defaults, tc.params)) with input as {
		"evaluated_at": "2024-03-15T12:00:00Z",
		"vulnerabilities": {"matches": tc.matches, "detected_by_report": tc.by_report},
	}
	[count([r | some r in results; r.message]), count([r | some r in results; r.unknown])] == tc.want
}
