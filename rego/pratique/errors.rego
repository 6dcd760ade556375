package pratique

import data.pratique.lib.image_ref
import data.pratique.lib.time as clock

# What could not be evaluated, the bundle's own problems first.
_errors := [error |
	some list in [
		_problems,
		_outcome_errors,
		_whitelist_errors,
		_module_errors,
		_input_errors,
		_unread_errors,
		_builtin_errors,
	]
	some error in list
]

# An error makes the decision stop, also that of a whitelisted image: Anchore gives none at all then
# (compatibility.md#rule-that-fails). The caller may have the other rules decide (--on-error warn),
# but not where policies are missing.
_errors_decide if _broken

_errors_decide if {
	count(_errors) > 0
	_setting("on_error") != "warn"
}

_broken if count(_problems) > 0

_broken if count(_module_errors) > 0

# What the translator found and Anchore rejects only when it evaluates.
_problems := [object.union(_nowhere, problem) | some problem in array.concat(_bundle_problems, _mapping_problems)]

_bundle_problems := object.get(_translated, "problems", [])

default _mapping_problems := []

_mapping_problems := _mapping.problems

_outcome_errors := [error | some outcome in _outcomes; some error in outcome.errors]

# What is not there would otherwise find nothing, or whitelist nothing.
_module_errors := [object.union(_nowhere, {"kind": "BundleError", "message": message}) |
	some modules in [_missing_bundle, _missing_policies, _missing_whitelists]
	some module in modules
	message := sprintf("%s is missing or incomplete", [module])
]

_missing_bundle contains "data.pratique.bundle.info" if not "info" in object.keys(_translated)

_missing_bundle contains "data.pratique.bundle.mapping" if {
	_mapping != null
	count(_problems) == 0
	not _names_modules
}

_names_modules if {
	is_array(_mapping.policies)
	is_array(_mapping.whitelists)
}

_missing_policies contains sprintf("data.pratique.policies.%s", [slug]) if {
	some slug in _policies
	not _outcome(slug)
}

_missing_whitelists contains sprintf("data.pratique.whitelists.%s", [slug]) if {
	some slug in _whitelists
	not _readable(slug)
}

_readable(slug) if {
	module := data.pratique.whitelists[slug]
	is_string(module.whitelist.id)
	is_object(module.exact)
	is_array(module.patterns)
}

_input_errors := [object.union(_nowhere, error) |
	some errors in [_clock_errors, _reference_errors]
	some error in errors
]

_clock_errors := [{"kind": "InputError", "message": clock.problem} | clock.problem]

# Anchore cannot compare a tag that is None with a pattern.
_reference_errors := [{"kind": "ImageReferenceError", "message": message} |
	_mapping == null
	not image_ref.tag
	message := sprintf("the name %s has no tag that a mapping could match", [image_ref.tag_string])
]

# The evaluator collects them in a first evaluation; without that they would be silent.
_builtin_errors := [object.union(_nowhere, {"kind": "BuiltinError", "message": error.message}) |
	some error in _setting("errors")
]

# input.evaluation is the evaluator's and not the document's; no schema has it.
_setting(key) := object.get(input, ["evaluation", key], _unset[key]) if _is_document

_setting(key) := _unset[key] if not _is_document

_is_document if is_object(input)

_unset := {"on_error": "fail", "strict_facts": false, "errors": []}

_nowhere := {"policy_id": null, "rule_id": null, "gate": null, "trigger": null, "pointer": null}
