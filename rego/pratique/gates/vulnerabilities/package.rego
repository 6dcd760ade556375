# METADATA
# title: Vulnerable packages
# description: >-
#   Reports each vulnerability of a package that meets all the criteria. Without a severity, those
#   of unknown severity are passed over. Packages of the distribution are os packages, also those
#   of types that Anchore does not know (php, rust). fix_available asks whether there is a fix or
#   whether there is none. Scores are those of CVSS version 3; a vulnerability without any has -1.
#   Ages are counted from when the vulnerability was detected and from when a fix was first seen,
#   and the message has the date. The trigger id is the vulnerability's id and the package.
# scope: package
# custom:
#   gate: vulnerabilities
#   trigger: package
#   remediation: >-
#     Update the package to a version in which it is fixed, or build on a newer base image. Where
#     there is no fix, remove the package, or accept the risk by a whitelist item that expires.
#   gate_description: Checks of the vulnerabilities that a scanner found in the image's packages.
#   parameters:
#     - name: package_type
#       attribute: package_type
#       description: The packages that are checked, those of the distribution or others.
#       example: all
#       required: true
#       validator: enum
#       values: [all, os, non-os]
#     - name: severity_comparison
#       attribute: severity_comparison
#       description: How the severity is compared.
#       example: ">="
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">"
#     - name: severity
#       attribute: severity
#       description: The severity that is compared with.
#       example: high
#       validator: enum
#       values: [unknown, negligible, low, medium, high, critical]
#       default: unknown
#     - name: cvss_v3_base_score_comparison
#       attribute: cvss_v3_base_score_comparison
#       description: How the NVD's base score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: cvss_v3_base_score
#       attribute: cvss_v3_base_score
#       description: What the NVD's base score is compared with.
#       example: "7.5"
#       validator: float
#     - name: cvss_v3_exploitability_score_comparison
#       attribute: cvss_v3_exploitability_score_comparison
#       description: How the NVD's exploitability score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: cvss_v3_exploitability_score
#       attribute: cvss_v3_exploitability_score
#       description: What the NVD's exploitability score is compared with.
#       example: "2.8"
#       validator: float
#     - name: cvss_v3_impact_score_comparison
#       attribute: cvss_v3_impact_score_comparison
#       description: How the NVD's impact score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: cvss_v3_impact_score
#       attribute: cvss_v3_impact_score
#       description: What the NVD's impact score is compared with.
#       example: "5.9"
#       validator: float
#     - name: vendor_cvss_v3_base_score_comparison
#       attribute: vendor_cvss_v3_base_score_comparison
#       description: How the vendor's base score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: vendor_cvss_v3_base_score
#       attribute: vendor_cvss_v3_base_score
#       description: What the vendor's base score is compared with.
#       example: "7.5"
#       validator: float
#     - name: vendor_cvss_v3_exploitability_score_comparison
#       attribute: vendor_cvss_v3_exploitability_score_comparison
#       description: How the vendor's exploitability score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: vendor_cvss_v3_exploitability_score
#       attribute: vendor_cvss_v3_exploitability_score
#       description: What the vendor's exploitability score is compared with.
#       example: "2.8"
#       validator: float
#     - name: vendor_cvss_v3_impact_score_comparison
#       attribute: vendor_cvss_v3_impact_score_comparison
#       description: How the vendor's impact score is compared.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: vendor_cvss_v3_impact_score
#       attribute: vendor_cvss_v3_impact_score
#       description: What the vendor's impact score is compared with.
#       example: "5.9"
#       validator: float
#     - name: fix_available
#       attribute: fix_available
#       description: Whether there has to be a fix, or has to be none.
#       example: "true"
#       validator: bool
#     - name: vendor_only
#       attribute: vendor_only
#       description: Whether what the vendor has said that it will not fix is passed over.
#       example: "false"
#       validator: bool
#       default: "true"
#     - name: max_days_since_creation
#       attribute: max_days_since_creation
#       description: The days for which a vulnerability is passed over after it was detected.
#       example: "7"
#       validator: int
#     - name: max_days_since_fix
#       attribute: max_days_since_fix
#       description: The days for which a vulnerability is passed over after a fix was first seen. Only with fix_available=true.
#       example: "30"
#       validator: int
#     - name: package_path_exclude
#       attribute: package_path_exclude
#       description: A regular expression for the paths of packages, not of the distribution, that are passed over.
#       example: .*/test/.*
#       validator: string
#       regex: true
#       subjects: []
#     - name: known_exploited_vulnerability
#       attribute: known_exploited_vulnerability
#       description: Whether the vulnerability has to be one that is known to be exploited (CISA's catalogue), or has to be none. Anchore Engine refuses the parameter.
#       example: "true"
#       validator: bool
#     - name: epss_score_comparison
#       attribute: epss_score_comparison
#       description: How the EPSS score is compared. Anchore Engine refuses the parameter.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: epss_score
#       attribute: epss_score
#       description: What the EPSS score, the probability from 0 to 1 that the vulnerability is exploited, is compared with; one without a score has -1. Anchore Engine refuses the parameter.
#       example: "0.1"
#       validator: float
#     - name: epss_percentile_comparison
#       attribute: epss_percentile_comparison
#       description: How the EPSS percentile is compared. Anchore Engine refuses the parameter.
#       example: ">"
#       validator: enum
#       values: ["=", "!=", "<", ">", "<=", ">="]
#       default: ">="
#     - name: epss_percentile
#       attribute: epss_percentile
#       description: What the EPSS percentile, from 0 to 1, is compared with; one without a score has -1. Anchore Engine refuses the parameter.
#       example: "0.95"
#       validator: float
#   needs:
#     - vulnerabilities
#   messages:
#     - "{SEVERITY} Vulnerability found in os package type ({type}) - {name} (fixed in: {versions})({scores})({dates})({vendor scores})({id} - {link})"
#     - "{SEVERITY} Vulnerability found in non-os package type ({type}) - {path} (fixed in: {versions})({scores})({dates})({vendor scores})({id} - {link})"
#   trigger_id: "{vulnerability id}+{package}"
#   examples:
#     - {id: critical, gate: vulnerabilities, trigger: package, action: STOP, params: [{name: package_type, value: all}, {name: severity, value: high}, {name: severity_comparison, value: ">="}, {name: fix_available, value: "true"}]}
#     - {id: scores, gate: vulnerabilities, trigger: package, action: WARN, params: [{name: package_type, value: non-os}, {name: vendor_cvss_v3_base_score, value: "7.0"}, {name: max_days_since_creation, value: "30"}]}
#   samples:
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Critical, cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: dpkg, path: pkgdb}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Critical, cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: npm, path: /example}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Critical, cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: dpkg, path: pkgdb}, fix: {versions: [], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Critical, cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: npm, path: /example}, fix: {versions: [], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: "{severity}", cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: dpkg, path: pkgdb}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: "{severity}", cvss_nvd: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}], cvss_vendor: [{version: "3.1", base_score: 10.0, exploitability_score: 10.0, impact_score: 10.0}]}, package: {name: example, version: "1", type: npm, path: /example}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Negligible, cvss_nvd: [{version: "3.1", base_score: 0.1, exploitability_score: 0.1, impact_score: 0.1}], cvss_vendor: [{version: "3.1", base_score: 0.1, exploitability_score: 0.1, impact_score: 0.1}]}, package: {name: example, version: "1", type: dpkg, path: pkgdb}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", vulnerabilities: {matches: [{vulnerability: {id: CVE-2021-1, severity: Negligible, cvss_nvd: [{version: "3.1", base_score: 0.1, exploitability_score: 0.1, impact_score: 0.1}], cvss_vendor: [{version: "3.1", base_score: 0.1, exploitability_score: 0.1, impact_score: 0.1}]}, package: {name: example, version: "1", type: npm, path: /example}, fix: {versions: ["2"], wont_fix: false, observed_at: "2021-05-04T10:00:00Z"}, detected_at: "2021-05-04T10:00:00Z"}]}}
#     - {vulnerabilities: {matches: []}}
#   anchore: {since: "1.0"}
package pratique.gates.vulnerabilities.package

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.packages
import data.pratique.lib.pattern
import data.pratique.lib.python_repr
import data.pratique.lib.vulnerabilities

# METADATA
# description: >-
#   One finding for each match that meets all criteria, in the order of the matches; and a warning where
#   matches of unknown severity do not meet the one on the severity.
findings(rule, params) := array.flatten([
	[finding.rated(rule, hit, vulnerabilities.rating(i)) |
		some i in _reported(params)
		hit := object.union(_location(i), {"message": _message(params, i), "trigger_id": _trigger_id(i)})
	],
	[finding.warning(rule, "severity_unknown", message) |
		considered := vulnerabilities.of_class[params.package_type]
		skipped := (considered & vulnerabilities.of_severity[0]) - _severe(params)
		count(skipped) > 0
		message := sprintf(
			"%s of %s vulnerabilities have no known severity and are skipped: the rule asks for a severity %s %s",
			[
				format_int(count(skipped), 10),
				format_int(count(considered), 10),
				params.severity_comparison,
				params.severity,
			],
		)
	],
	[finding.unknown(rule, [text]) |
		count(_of_unknown_age(params)) > 0
		text := sprintf("the first detection of %s vulnerabilities (--first-seen FILE keeps it); %s", [
			format_int(count(_of_unknown_age(params)), 10),
			"the report's own time says nothing on their age",
		])
	],
]) if {
	not _problem(params)
}

findings(rule, params) := [finding.error(rule, _problem(params))]

# METADATA
# description: The paths that the expression in package_path_exclude is tested on, and more.
package_path_exclude_subjects(_) := {path |
	some i in vulnerabilities.of_class["non-os"]
	path := vulnerabilities.location(i)
	is_string(path)
}

# Python comes to them in this order.
_problem(params) := [problem |
	some kind in ["expression", "severity", "path", "date"]
	problem := _problem_of(kind, params)
][0]

_problem_of("expression", params) := params.package_path_exclude_pattern.error

_problem_of("severity", params) := "a vulnerability has no severity that is known" if {
	graded := union({places | some places in vulnerabilities.of_severity})
	count(vulnerabilities.of_class[params.package_type] - graded) > 0
}

_problem_of("path", params) := pattern.problem(params.package_path_exclude_pattern) if {
	not params.package_path_exclude_pattern.error
	count(_located(params)) > 0
}

_problem_of("path", params) := "a package has no path that could be excluded" if {
	not pattern.problem(params.package_path_exclude_pattern)
	null in _paths(params)
}

_problem_of("date", params) := "a vulnerability does not say when it was detected" if {
	params.max_days_since_creation
	count(_fixable(params) - object.keys(vulnerabilities.detected_at)) > 0
}

# compatibility.md#unknown-severity: without a severity, it has to be higher than unknown.
_severe(params) := vulnerabilities.of_class[params.package_type] & union({places |
	some severity, places in vulnerabilities.of_severity
	_holds(params.severity_comparison, severity, wanted)
}) if {
	some wanted, params.severity in vulnerabilities.severities
}

# Those that may be passed over for their path, and these paths.
_located(params) := _severe(params) & vulnerabilities.of_class["non-os"] if params.package_path_exclude_pattern

_located(params) := set() if not params.package_path_exclude_pattern

_paths(params) := {vulnerabilities.location(i) | some i in _located(params)}

_excluded(params) := {i | some i in _located(params); vulnerabilities.location(i) in excluded} if {
	excluded := pattern.matching(params.package_path_exclude_pattern, _paths(params))
}

_excluded(params) := set() if count(_located(params)) == 0

_fixable(params) := _severe(params) - (_excluded(params) | vulnerabilities.wont_fix) if params.vendor_only

_fixable(params) := _severe(params) - _excluded(params) if not params.vendor_only

_reported(params) := (((_fixable(params) - _new(params)) & _fixed(params)) & _scored(params)) & _exploited(params)

# Those that are known to be exploited, or are not.
_exploited(params) := vulnerabilities.exploited if params.known_exploited_vulnerability == true

_exploited(params) := vulnerabilities.of_class.all - vulnerabilities.exploited if {
	params.known_exploited_vulnerability == false
}

_exploited(params) := vulnerabilities.of_class.all if not "known_exploited_vulnerability" in object.keys(params)

# Those that do not fire because the report is recent, which says nothing on when they were first seen.
default _of_unknown_age(_) := set()

_of_unknown_age(params) := intersection({late, _fixed(params), _scored(params), _exploited(params)}) if {
	late := (_fixable(params) & _detected_late(params)) - _fixed_late(params)
	input.vulnerabilities.detected_by_report == true
}

# Those detected, or fixed, too late to count already.
_new(params) := _detected_late(params) | _fixed_late(params)

_detected_late(params) := {i | some i, ns in vulnerabilities.detected_at; ns > limit} if {
	limit := vulnerabilities.days_before_now(params.max_days_since_creation)
}

_detected_late(params) := set() if not params.max_days_since_creation

_fixed_late(params) := {i |
	some i, ns in vulnerabilities.fix_observed_at
	vulnerabilities.fixed_in[i]
	ns > limit
} if {
	params.fix_available
	limit := vulnerabilities.days_before_now(params.max_days_since_fix)
}

_fixed_late(params) := set() if not _counts_fixes(params)

_counts_fixes(params) if {
	params.fix_available
	params.max_days_since_fix
}

_fixed(params) := object.keys(vulnerabilities.fixed_in) if params.fix_available == true

_fixed(params) := vulnerabilities.of_class.all - object.keys(vulnerabilities.fixed_in) if params.fix_available == false

_fixed(params) := vulnerabilities.of_class.all if not "fix_available" in object.keys(params)

_scored(params) := intersection({vulnerabilities.of_class.all} | {places |
	some parameter in array.flatten([_nvd_scores, _vendor_scores, ["epss_score", "epss_percentile"]])
	wanted := params[parameter]
	operator := params[sprintf("%s_comparison", [parameter])]
	places := {i | some i, score in vulnerabilities.scores[parameter]; _holds(operator, score, wanted)}
})

_nvd_scores := ["cvss_v3_base_score", "cvss_v3_exploitability_score", "cvss_v3_impact_score"]

_vendor_scores := [concat("", ["vendor_", name]) | some name in _nvd_scores]

_holds("=", a, b) if a == b

_holds("!=", a, b) if a != b

_holds("<", a, b) if a < b

_holds(">", a, b) if a > b

_holds("<=", a, b) if a <= b

_holds(">=", a, b) if a >= b

_message(params, i) := sprintf("%s Vulnerability found in %s package type (%s) - %s %s%s%s%s(%s - %s)", [
	upper(vulnerability.severity),
	_class(i),
	packages.shown_type(vulnerabilities.matches[i].package.type),
	_subject(i),
	_bracketed([sprintf("fixed in: %s", [vulnerabilities.fixed_in[i]]) | vulnerabilities.fixed_in[i]]),
	_bracketed(_noted_scores(params, _nvd_scores, i)),
	_bracketed(_noted_dates(params, i)),
	_bracketed(_noted_scores(params, _vendor_scores, i)),
	vulnerability.id,
	python_repr.optional(object.get(vulnerability, "link", null)),
]) if {
	vulnerability := vulnerabilities.matches[i].vulnerability
}

_class(i) := "os" if i in vulnerabilities.of_class.os

_class(i) := "non-os" if i in vulnerabilities.of_class["non-os"]

_subject(i) := vulnerabilities.matches[i].package.name if _class(i) == "os"

_subject(i) := python_repr.optional(vulnerabilities.location(i)) if _class(i) == "non-os"

_bracketed([]) := ""

_bracketed(notes) := sprintf("(%s)", [concat(" ", notes)]) if count(notes) > 0

# compatibility.md#zero-scores: a score of 0 is left out. compatibility.md#whole-scores: it is always
# written with a fraction.
_noted_scores(params, parameters, i) := [sprintf("%s=%s", [parameter, python_repr.float(score)]) |
	some parameter in parameters
	params[parameter]
	score := vulnerabilities.scores[parameter][i]
	score != 0
]

# compatibility.md#vulnerability-dates: dates, not days.
_noted_dates(params, i) := [sprintf("%s=%s", [parameter, time.format([ns, "UTC", "2006-01-02"])]) |
	some [parameter, ns] in array.concat(
		[["max_days_since_creation", vulnerabilities.detected_at[i]] | params.max_days_since_creation],
		[["max_days_since_fix", vulnerabilities.fix_observed_at[i]] |
			_counts_fixes(params)
			vulnerabilities.fixed_in[i]
		],
	)
]

_trigger_id(i) := sprintf("%s+%s", [vulnerabilities.matches[i].vulnerability.id, _part(i)])

_part(i) := vulnerabilities.matches[i].package.name if _class(i) == "os"

_part(i) := _file_name(i) if _class(i) == "non-os"

_part(i) := sprintf("%s-%s", [found.name, found.version]) if {
	_class(i) == "non-os"
	not _file_name(i)
	found := vulnerabilities.matches[i].package
}

# Of java and gem the last component of the path, of npm the one before it.
_file_name(i) := _component(i, 1) if vulnerabilities.matches[i].package.type in {"java", "gem"}

_file_name(i) := _component(i, 2) if vulnerabilities.matches[i].package.type == "npm"

_component(i, from_end) := component if {
	path := vulnerabilities.location(i)
	is_string(path)
	components := split(path, "/")
	component := components[count(components) - from_end]
	component != ""
}

default _location(_) := {}

_location(i) := {"location": files.location(path)} if {
	_class(i) == "non-os"
	path := vulnerabilities.location(i)
	is_string(path)
	path != ""
}
