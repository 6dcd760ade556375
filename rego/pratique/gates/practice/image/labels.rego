# METADATA
# title: A label is missing
# scope: package
# custom:
#   remediation: >-
#     Add the label: LABEL NAME="VALUE".
package pratique.gates.practice.image.labels

import data.pratique.lib.build
import data.pratique.lib.finding

# METADATA
# description: Sorted by label.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"check": params.check, "label": name}}) |
	some name in sort({name | some name in params.labels; not name in _labels})
	message := sprintf("Label is missing: %s", [name])
] if {
	_known
}

findings(rule, _) := [finding.unknown(rule, ["dockerfile: the Dockerfile could not be read"])] if not _known

_known if build.config

_known if build.known

default _labels := set()

_labels := object.keys(build.config.Labels) if is_object(build.config.Labels)

_labels := {pair.name |
	some instruction in build.settings
	instruction.instruction == "LABEL"
	some pair in instruction.pairs
} if {
	not build.config
}
