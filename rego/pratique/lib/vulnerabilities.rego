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
# title: All matches
# scope: document
default matches := []

matches := input.vulnerabilities.matches if is_array(input.vulnerabilities.matches)

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

_parameters := {
	"cvss_v3_base_score": ["cvss_nvd", "base_score"],
	"cvss_v3_exploitability_score": ["cvss_nvd", "exploitability_score"],
	"cvss_v3_impact_score": ["cvss_nvd", "impact_score"],
	"vendor_cvss_v3_base_score": ["cvss_vendor", "base_score"],
	"vendor_cvss_v3_exploitability_score": ["cvss_vendor", "exploitability_score"],
	"vendor_cvss_v3_impact_score": ["cvss_vendor", "impact_score"],
}

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
