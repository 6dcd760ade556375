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
		[
			vulnerabilities.headers,
			vulnerabilities.cleared,
			vulnerabilities.ids,
			vulnerabilities.fixable_ids,
			vulnerabilities.exploited,
		],
		[vulnerabilities.ids_of_alias, vulnerabilities.aliases_of_id],
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
		[[], [], set(), set(), set()],
		[{}, {}],
	]
	not vulnerabilities.matches_aliases with input as document
}

parameters := {
	"epss_percentile",
	"epss_score",
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
		"epss_score": [-1, -1, -1, -1],
		"epss_percentile": [-1, -1, -1, -1],
	}
}

test_exploitation if {
	document := of([
		{"vulnerability": {"epss": {"score": 0.5, "percentile": 0.99, "date": null}, "known_exploited": {"added": null}}},
		{"vulnerability": {"epss": {"score": 0, "percentile": null}, "known_exploited": null}},
		{"vulnerability": {"epss": null}},
		{},
	])
	vulnerabilities.scores.epss_score == [0.5, 0, -1, -1] with input as document
	vulnerabilities.scores.epss_percentile == [0.99, -1, -1, -1] with input as document
	vulnerabilities.exploited == {0} with input as document
}

named(id, changes) := object.union({"vulnerability": {"id": id}}, changes)

left_out := [
	named("a", {}),
	named("b", {"kernel_headers": true}),
	named("c", {"vex": {"status": "not_affected"}}),
	named("d", {"vex": {"status": "fixed"}, "kernel_headers": true}),
	named("e", {"vex": {"status": "affected"}, "kernel_headers": false}),
	named("f", {"vex": null}),
	named("g", {"vex": {"status": "fixed"}, "fix": {"wont_fix": true}}),
]

options := {
	"none": {"options": {}, "matches": {"a", "c", "e", "f", "g"}, "headers": {"b", "d"}, "cleared": set()},
	"vex": {"options": {"suppress_vex": true}, "matches": {"a", "e", "f"}, "headers": {"b", "d"}, "cleared": {"c", "g"}},
	"headers": {
		"options": {"kernel_headers": true},
		"matches": {"a", "b", "c", "d", "e", "f", "g"},
		"headers": set(),
		"cleared": set(),
	},
	"both": {
		"options": {"kernel_headers": true, "suppress_vex": true},
		"matches": {"a", "b", "e", "f"},
		"headers": set(),
		"cleared": {"c", "d", "g"},
	},
	"neither": {
		"options": {"kernel_headers": false, "suppress_vex": false},
		"matches": {"a", "c", "e", "f", "g"},
		"headers": {"b", "d"},
		"cleared": set(),
	},
}

test_left_out[name] if {
	some name, tc in options
	document := {"vulnerabilities": object.union({"matches": left_out}, tc.options)}
	ids(vulnerabilities.matches) == tc.matches with input as document
	ids(vulnerabilities.headers) == tc.headers with input as document
	ids(vulnerabilities.cleared) == tc.cleared with input as document
	vulnerabilities.ids == tc.matches with input as document
	vulnerabilities.fixable_ids == tc.matches - {"g"} with input as document
}

ids(matches) := {match.vulnerability.id | some match in matches}

test_aliases if {
	document := of([
		{"vulnerability": {"id": "GHSA-1", "aliases": ["CVE-1", "PYSEC-1"]}},
		{"vulnerability": {"id": "GHSA-2", "aliases": ["CVE-1", "GHSA-2"]}},
		{"vulnerability": {"id": "CVE-3", "aliases": null}},
		{"vulnerability": {"id": "CVE-4"}},
	])
	vulnerabilities.ids_of_alias == {
		"CVE-1": {"GHSA-1": true, "GHSA-2": true},
		"PYSEC-1": {"GHSA-1": true},
	} with input as document
	vulnerabilities.aliases_of_id == {
		"GHSA-1": {"CVE-1": true, "PYSEC-1": true},
		"GHSA-2": {"CVE-1": true},
	} with input as document
	not vulnerabilities.matches_aliases with input as document
	vulnerabilities.matches_aliases with input as {"vulnerabilities": {"match_aliases": true}}
}
