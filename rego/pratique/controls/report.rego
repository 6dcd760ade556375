# METADATA
# title: The report on a benchmark
# description: >-
#   What the decision on an image says of the controls of a benchmark. data.benchmark has
#   `definition` (internal/schemas/controls.schema.json), `rules` (the bundle's rules as written: pointer,
#   policy, rule, gate, trigger, params, comment, controls), `parameters` (the site's values),
#   `attestations` and `options` (profile, manual_as_fail).
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.controls

import data.pratique
import data.pratique.controls.score
import data.pratique.controls.state

# METADATA
# title: The decision, and the report on it
# entrypoint: true
answer := {"decision": pratique.decision, "report": report}

# METADATA
# title: The report
# description: >-
#   Every control of the profile, in the definition's order, subtotals and scores; and the decision's warnings,
#   such as what of an input was not read.
report := {
	"benchmark": _definition.benchmark,
	"profile": _profile,
	"evaluated_at": pratique.decision.evaluated_at,
	"image": pratique.decision.image,
	"bundle": pratique.decision.bundle,
	"final_action": pratique.decision.final_action,
	"controls": _controls,
	"sections": [object.union(
		{"id": section.id, "title": section.title},
		score.tally([control | some control in _controls; control.section == section.id], _manual_as_fail),
	) |
		some section in _definition.sections
	],
	"total": score.tally(_controls, _manual_as_fail),
	"docker_bench": score.docker_bench(_controls),
	"warnings": [warning | some warning in pratique.decision.warnings; warning.kind != "whitelist_item_unused"],
}

_definition := data.benchmark.definition

_controls := [state.judged(control) | some control in _definition.controls; control.level in _levels]

default _manual_as_fail := false

_manual_as_fail if data.benchmark.options.manual_as_fail == true

# Without a profile, all controls.
default _profile := null

_profile := profile if {
	some profile in _definition.profiles
	profile.id == data.benchmark.options.profile
}

_levels := {level | some level in _profile.levels} if _profile != null

_levels := {control.level | some control in _definition.controls} if _profile == null
