# METADATA
# title: The decision
# description: >-
#   What a translated bundle says of one image. The translator's modules give the bundle
#   (data.pratique.bundle), its policies (data.pratique.policies) and its whitelists
#   (data.pratique.whitelists); this package puts them together as Anchore does.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   warnings:
#     no_mapping: No mapping of the bundle matches the image. Nothing was evaluated, and the action is go (compatibility.md#no-mapping).
#     EndOfLifedError: A rule of a gate at its end of life. It finds nothing and decides nothing.
#     never_fires: A rule that can say nothing of this image, whatever the image is.
#     section_absent: A rule reads a section that the document does not have. The document does not say whether anybody looked for it.
#     severity_unknown: Vulnerabilities whose severity is not known are skipped by a rule that asks for a severity.
#     blacklisted_by_alias: A vulnerability has an id that a rule lists as another name. Anchore compares ids alone (--match-aliases compares all names).
#     whitelisted_by_alias: A whitelist item names a vulnerability by another id than its finding. Anchore compares ids alone (--match-aliases compares all names).
#     kernel_headers_skipped: Vulnerabilities of packages that only have the kernel's headers are not judged (--kernel-headers judges them).
#     vex_suppressed: Vulnerabilities are not judged because of VEX statements (--vex-suppress).
#     extraction_problem: Something of a section that a rule reads could not be read. Anchore never mentions it.
#     input_invalid: The input is no input document.
#     whitelist_item_expired: A whitelist item has expired and matches nothing.
#     whitelist_item_expires_soon: A whitelist item expires within 30 days.
#     baseline_expired: The baseline (--baseline) is older than 90 days, and excepts nothing.
#     baseline_unused: Findings of the baseline are gone.
#     whitelist_item_unused: Items of a whitelist matched no finding. One warning a whitelist.
#   errors:
#     TriggerEvaluationError: A rule could not be evaluated.
#     WhitelistItemError: A whitelist item could not be compared with a finding.
#     BundleError: A module of the translated bundle is missing or incomplete.
#     ImageReferenceError: The image's name has no repository or no tag that a mapping could match.
#     InputError: The document contradicts itself.
#     ExtractionError: Something of a section that a rule reads could not be read, so that what was looked for may be there.
#     BuiltinError: A built-in function failed where a rule did not expect it.
package pratique

import data.pratique.lib.skipped
import data.pratique.lib.time as clock

# METADATA
# title: The decision document
# description: >-
#   In the shape of internal/schemas/decision.schema.json. It is defined for any input, also for one that
#   is not an input document at all.
# entrypoint: true
decision := {
	"final_action": _final_action,
	"policy_action": _policy_action,
	"reason": _reason,
	"bundle": _bundle,
	"image": _image,
	"evaluated_at": clock.now,
	"matched_mapping": _rule_of(_mapping),
	"matched_whitelisted_image": _rule_of(_whitelisted_image),
	"matched_blacklisted_image": _rule_of(_blacklisted_image),
	"policies": [outcome.policy | some outcome in _outcomes],
	"findings": [finding | some outcome in _outcomes; some finding in outcome.findings],
	"rules": _rules,
	"errors": _errors,
	"warnings": _warnings,
	"not_evaluated": [skipped.explained(rule) | some outcome in _outcomes; some rule in outcome.not_evaluated],
}

# What the translator wrote, of no particular type: parts of it may be missing.
default _translated := {}

_translated := data.pratique.bundle

_bundle := object.get(_translated, "info", {"id": null, "name": null, "version": "1_0"})

default _image := {}

_image := object.filter(input.image, ["reference", "source", "registry", "repository", "tag", "digest", "id"]) if {
	is_object(input.image)
}

# The first that matches, in the bundle's order.
_mapping := object.get(_translated, "mapping", null)

_whitelisted_image := object.get(_translated, "whitelisted_image", null)

_blacklisted_image := object.get(_translated, "blacklisted_image", null)

_rule_of(null) := null

_rule_of(matched) := matched.rule if matched != null

# The blacklist beats the whitelist.
_reason := "blacklisted" if _blacklisted_image != null

_reason := "whitelisted" if {
	_blacklisted_image == null
	_whitelisted_image != null
}

_reason := "policy_evaluation" if {
	_blacklisted_image == null
	_whitelisted_image == null
}

_final_action := "stop" if _reason == "blacklisted"

_final_action := "stop" if _errors_decide

_final_action := "go" if {
	_reason == "whitelisted"
	not _errors_decide
}

_final_action := _policy_action if {
	_reason == "policy_evaluation"
	not _errors_decide
}

# compatibility.md#no-mapping: without a mapping there is no policy, and the action is go.
_policy_action := _worst({outcome.policy.final_action | some outcome in _outcomes}) if not _broken

_policy_action := "stop" if _broken

_worst(actions) := "stop" if "stop" in actions

_worst(actions) := "warn" if {
	not "stop" in actions
	"warn" in actions
}

_worst(actions) := "go" if {
	not "stop" in actions
	not "warn" in actions
}
