package pratique.lib.vulnerabilities_test

import data.pratique.lib.vulnerabilities

none := {
	"absent": {},
	"null": {"vulnerabilities": null},
	"empty": {"vulnerabilities": {}},
	"null for matches": {"vulnerabilities": {"matches": null}},
	"no matches": {"vulnerabilities": {"matches": []}},
}

test_none[name] if {
	some name, document in none
	got := [
		vulnerabilities.matches,
		vulnerabilities.of_class,
		vulnerabilities.of_severity,
		vulnerabilities.wont_fix,
		vulnerabilities.fixed_in,
		vulnerabilities.detected_at,
		vulnerabilities.fix_observed_at,
		vulnerabilities.scores,
	] with input as document
	nowhere := [set() | some _ in vulnerabilities.severities]
	got == [
		[],
		{"all": set(), "os": set(), "non-os": set()},
		nowhere,
		set(),
		{},
		{},
		{},
		{name: [] | some name in parameters},
	]
}

parameters := {
	"cvss_v3_base_score",
	"cvss_v3_exploitability_score",
	"cvss_v3_impact_score",
	"vendor_cvss_v3_base_score",
	"vendor_cvss_v3_exploitability_score",
	"vendor_cvss_v3_impact_score",
}

of(matches) := {"vulnerabilities": {"matches": matches}}

os_types := ["dpkg", "rpm", "apkg", "APKG", "kb", "php", "rust", "other"]

other_types := ["java", "JAVA", "python", "npm", "gem", "maven", "js", "composer", "nuget", "binary", "go"]

test_of_class if {
	types := array.concat(os_types, other_types)
	got := vulnerabilities.of_class with input as of([{"package": {"type": type}} | some type in types])
	got.os == {i | some i, type in os_types; is_string(type)}
	got["non-os"] == {i | some i, type in types; type in other_types}
	got.all == {i | some i, type in types; is_string(type)}
}

test_of_severity if {
	severities := ["High", "", "Unknown", null, "none", "CRITICAL", "low", "Medium", "Negligible"]
	vulnerabilities.of_severity == [{1, 2}, {8}, {6}, {7}, {0}, {5}] with input as of(array.concat(
		[{"vulnerability": {"severity": severity}} | some severity in severities],
		[{"vulnerability": {}}, {}],
	))
}

fixes := [
	{},
	{"fix": {}},
	{"fix": {"versions": [], "wont_fix": false}},
	{"fix": {"versions": [""], "wont_fix": true}},
	{"fix": {"versions": ["", "2", "3", ""], "wont_fix": true}},
	{"fix": {"versions": ["2, 3"]}},
]

test_fixes if {
	vulnerabilities.wont_fix == {3, 4} with input as of(fixes)
	vulnerabilities.fixed_in == {4: "2, 3", 5: "2, 3"} with input as of(fixes)
}

noon := 1710504000000000000

test_times if {
	document := of([
		{"detected_at": "2024-03-15T12:00:00.999Z", "fix": {"observed_at": "2024-03-15T13:00:00+01:00"}},
		{"detected_at": null, "fix": {"observed_at": null}},
		{},
	])
	vulnerabilities.detected_at == {0: noon} with input as document
	vulnerabilities.fix_observed_at == {0: noon} with input as document
}

test_days_before_now if {
	document := {"evaluated_at": "2024-03-16T12:00:00.5Z"}
	vulnerabilities.days_before_now(1) == noon + 500000000 with input as document
	vulnerabilities.days_before_now(0) == (noon + 500000000) + (((24 * 3600) * 1000) * 1000000) with input as document
}

test_location if {
	document := of([{"package": {"path": "/x"}}, {"package": {"path": null}}, {"package": {}}])
	[
		vulnerabilities.location(0),
		vulnerabilities.location(1),
		vulnerabilities.location(2),
	] == ["/x", null, null] with input as document
}

rating(version, base, exploitability, impact) := {
	"version": version,
	"base_score": base,
	"exploitability_score": exploitability,
	"impact_score": impact,
}

test_scores if {
	got := vulnerabilities.scores with input as of([
		{"vulnerability": {
			"cvss_nvd": [rating("3.0", 5, 1, 6), rating("3.1", 4, 3.5, 2), rating("2.0", 10, 10, 10), rating("4.0", 10, 10, 10)],
			"cvss_vendor": [rating("3", 0, 0, 0)],
		}},
		{"vulnerability": {"cvss_nvd": [{"version": "3.1", "base_score": 7, "impact_score": null}], "cvss_vendor": []}},
		{"vulnerability": {"cvss_nvd": null}},
		{"vulnerability": {}},
	])
	got == {
		"cvss_v3_base_score": [5, 7, -1, -1],
		"cvss_v3_exploitability_score": [3.5, -1, -1, -1],
		"cvss_v3_impact_score": [6, -1, -1, -1],
		"vendor_cvss_v3_base_score": [0, -1, -1, -1],
		"vendor_cvss_v3_exploitability_score": [0, -1, -1, -1],
		"vendor_cvss_v3_impact_score": [0, -1, -1, -1],
	}
}
