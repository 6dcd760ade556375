package pratique

import data.pratique.lib.time as clock

# What was found before, and is not to fail a build: the caller's, not the bundle's. It ages, since what
# it excepts was to be mended.
default _baseline := {}

_baseline := input.evaluation.baseline

# 90 days.
_baseline_span_ns := ((90 * 24) * 3600) * 1000000000

_baseline_created_ns := time.parse_rfc3339_ns(_baseline.created)

# One from the future would never expire.
_baseline_counts if {
	_baseline_created_ns <= clock.now_ns
	clock.now_ns < _baseline_created_ns + _baseline_span_ns
}

# Gate -> trigger -> trigger ids.
_baselined := {gate: triggers |
	some gate in {finding.gate | some finding in _baseline.findings}
	triggers := {trigger: ids |
		some trigger in {finding.trigger | some finding in _baseline.findings; finding.gate == gate}
		ids := {finding.trigger_id |
			some finding in _baseline.findings
			finding.gate == gate
			finding.trigger == trigger
		}
	}
}

_in_baseline(finding) if {
	_baseline_counts
	finding.trigger_id in _baselined[finding.gate][finding.trigger]
}

_baseline_item := {
	"whitelist_id": "baseline",
	"whitelist_name": sprintf("baseline of %s, expires %s", [
		_baseline.created,
		time.format(_baseline_created_ns + _baseline_span_ns),
	]),
	"matched_rule_id": null,
}

_baseline_warnings := array.concat(
	[{"kind": "baseline_expired", "message": message} |
		_baseline.created
		not _baseline_counts
		message := sprintf("the baseline of %s excepts nothing: it is older than 90 days, or from the future", [
			_baseline.created,
		])
	],
	[{"kind": "baseline_unused", "message": message} |
		_baseline_counts
		listed := count(_baseline.findings)
		gone := listed - count(_baseline_seen)
		gone > 0
		message := sprintf("%s of %s findings of the baseline are gone: write it again to keep them out", [
			format_int(gone, 10),
			format_int(listed, 10),
		])
	],
)

_baseline_seen := [finding |
	some finding in _baseline.findings
	finding.trigger_id in _trigger_ids[finding.gate]
]
