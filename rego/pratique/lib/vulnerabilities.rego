# METADATA
# title: The vulnerabilities of the image
# description: >-
#   Indexes over the matches by their place in `input.vulnerabilities.matches`: a rule puts its
#   criteria together from these sets, and looks closely only at what it reports.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.vulnerabilities

import data.pratique.lib.time as clock

# METADATA
# title: The matches that are judged
# description: All but those of kernel headers and those that VEX statements clear, as the options say.
# scope: document
default matches := []

matches := [match |
	some match in input.vulnerabilities.matches
	not _is_headers(match)
	not _is_cleared(match)
] if {
	is_array(input.vulnerabilities.matches)
}

# METADATA
# title: Matches of packages that have the kernel's headers only
# description: >-
#   They have the vulnerabilities of a kernel that does not run in the image, thousands of them. They are
#   judged where input.vulnerabilities.kernel_headers says so.
# scope: document
headers := [match | some match in input.vulnerabilities.matches; _is_headers(match)]

# METADATA
# title: Matches that are not judged because of VEX statements
# description: Only where input.vulnerabilities.suppress_vex says so, and only statements that the user gave.
# scope: document
cleared := [match | some match in input.vulnerabilities.matches; not _is_headers(match); _is_cleared(match)]

_is_headers(match) if {
	match.kernel_headers == true
	not _headers_judged
}

_headers_judged if input.vulnerabilities.kernel_headers == true

_is_cleared(match) if {
	input.vulnerabilities.suppress_vex == true
	match.vex.status in {"not_affected", "fixed"}
}

# METADATA
# title: Other name of a vulnerability -> the ids that matches have for it
# description: The ids are the keys of an object.
# scope: document
ids_of_alias := object.union_n([{alias: {match.vulnerability.id: true}} |
	some match in matches
	some alias in match.vulnerability.aliases
	alias != match.vulnerability.id
])

# METADATA
# title: Id of a vulnerability -> its other names
# description: The names are the keys of an object.
# scope: document
aliases_of_id := object.union_n([{id: {alias: true}} | some alias, ids in ids_of_alias; some id, _ in ids])

# METADATA
# title: Whether a vulnerability is known under all its names
# description: As --match-aliases asks. Anchore compares ids alone.
# scope: document
matches_aliases if input.vulnerabilities.match_aliases == true

# METADATA
# title: Class of package types -> places
# scope: document
of_class := {
	"all": _places,
	"non-os": _non_os,
	"os": _places - _non_os,
}

# METADATA
# title: Severity, from 0 (unknown) to 5 (critical) -> places
# description: A match of none of these severities stands nowhere.
# scope: document
of_severity := [places |
	some severity in severities
	places := {i | some i, word in _severities; word == severity}
]

# METADATA
# title: The severities in ascending order
severities := ["unknown", "negligible", "low", "medium", "high", "critical"]

# METADATA
# title: Places of what the vendor will not fix
# scope: document
wont_fix := {i |
	some i, match in matches
	match.fix.wont_fix
}

# METADATA
# title: Ids of all matches
# scope: document
ids := {match.vulnerability.id | some match in matches}

# METADATA
# title: Ids of the matches of which the vendor has not said that there will be no fix
# scope: document
fixable_ids := {match.vulnerability.id | some i, match in matches; not i in wont_fix}

# METADATA
# title: Place -> the versions that fix it, as messages have them
# description: Only of matches that have a fix.
# scope: document
fixed_in := {i: concat(", ", versions) |
	some i, match in matches
	versions := [version | some version in match.fix.versions; version != ""]
	count(versions) > 0
}

# METADATA
# title: Place -> when it was detected, in nanoseconds of a whole second
# description: Only of matches that say so.
# scope: document
detected_at := {i: ns |
	some i, match in matches
	is_string(match.detected_at)
	ns := whole_second(time.parse_rfc3339_ns(match.detected_at))
}

# METADATA
# title: Place -> when a fix was first seen, in nanoseconds of a whole second
# description: Only of matches that say so.
# scope: document
fix_observed_at := {i: ns |
	some i, match in matches
	is_string(match.fix.observed_at)
	ns := whole_second(time.parse_rfc3339_ns(match.fix.observed_at))
}

# METADATA
# title: Nanoseconds, cut to a whole second
# description: Anchore drops the fraction of all times but that of the evaluation.
whole_second(ns) := ns - (ns % 1000000000)

# METADATA
# title: Some days ago, in nanoseconds
days_before_now(days) := clock.now_ns - (((days * 86400) * 1000) * 1000000)

# METADATA
# title: The path of the package, "pkgdb", or null
location(i) := object.get(matches[i].package, "path", null)

# METADATA
# title: Parameter -> place -> the score that the parameter is about
# description: >-
#   Of all ratings of CVSS version 3 the greatest, of each score by itself; -1 where there is none.
# scope: document
scores[parameter] := values if {
	some parameter, [source, score] in _parameters
	values := [value |
		some match in matches
		given := {rating[score] | some rating in match.vulnerability[source]; startswith(rating.version, "3")}
		value := max(given | {-1})
	]
}

scores[parameter] := values if {
	some parameter, name in {"epss_score": "score", "epss_percentile": "percentile"}
	values := [max({value | value := match.vulnerability.epss[name]; is_number(value)} | {-1}) | some match in matches]
}

# METADATA
# title: Places of what is known to be exploited
# scope: document
exploited := {i |
	some i, match in matches
	is_object(match.vulnerability.known_exploited)
}

_parameters := {
	"cvss_v3_base_score": ["cvss_nvd", "base_score"],
	"cvss_v3_exploitability_score": ["cvss_nvd", "exploitability_score"],
	"cvss_v3_impact_score": ["cvss_nvd", "impact_score"],
	"vendor_cvss_v3_base_score": ["cvss_vendor", "base_score"],
	"vendor_cvss_v3_exploitability_score": ["cvss_vendor", "exploitability_score"],
	"vendor_cvss_v3_impact_score": ["cvss_vendor", "impact_score"],
}

# METADATA
# title: The severity of the i-th match, as findings have it; null where it is not known
default rating(_) := null

rating(i) := _ratings[_severities[i]]

_ratings := {"critical": "critical", "high": "high", "medium": "medium", "low": "low", "negligible": "info"}

_places := {i | some i, match in matches; is_object(match)}

_non_os := {i |
	some i, match in matches
	lower(match.package.type) in _non_os_types
}

_non_os_types := {"java", "python", "npm", "gem", "maven", "js", "composer", "nuget", "binary", "go"}

_severities := {i: _word(lower(match.vulnerability.severity)) |
	some i, match in matches
	is_string(match.vulnerability.severity)
}

_word(severity) := severity if severity != ""

_word("") := "unknown"
