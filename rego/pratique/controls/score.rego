# METADATA
# title: Scores
# description: >-
#   Two ways of counting. As CIS-CAT does it, pass, fail, error and unknown count all controls,
#   score and maximum the scored ones alone; as Docker Bench does it, a scored pass adds one and
#   a scored failure takes one away.
# scope: package
package pratique.controls.score

# METADATA
# title: The counts, score, maximum and percentage of controls
# description: >-
#   What is not applicable or manual enters neither score nor maximum; under `manual_as_fail` a
#   scored manual control enters the maximum.
tally(controls, manual_as_fail) := {
	"pass": _count(controls, "pass"),
	"fail": _count(controls, "fail"),
	"error": _count(controls, "error"),
	"unknown": _count(controls, "unknown"),
	"not_applicable": _count(controls, "not_applicable"),
	"manual": _count(controls, "manual"),
	"score": reached,
	"max": most,
	"percent": _percent(reached, most),
} if {
	reached := sum([control.weight | some control in controls; control.scored; control.state == "pass"])
	most := sum([control.weight | some control in controls; control.scored; control.state in _in_maximum(manual_as_fail)])
}

# METADATA
# title: Docker Bench's count of checks and score
docker_bench(controls) := {
	"checks": count(controls),
	"score": _scored(controls, "pass") - _scored(controls, "fail"),
}

# METADATA
# title: Docker Bench's label of a control
label(_, "pass") := "PASS"

label(control, "fail") := "WARN" if control.scored

label(control, "fail") := "INFO" if not control.scored

label(_, "manual") := "NOTE"

label(_, state) := "INFO" if state in {"not_applicable", "unknown", "error"}

_count(controls, state) := count([control | some control in controls; control.state == state])

_scored(controls, state) := count([control | some control in controls; control.scored; control.state == state])

_in_maximum(true) := {"pass", "fail", "error", "unknown", "manual"}

_in_maximum(false) := {"pass", "fail", "error", "unknown"}

_percent(_, 0) := 0

_percent(reached, most) := round((100 * reached) / most) if most != 0
