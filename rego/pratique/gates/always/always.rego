# METADATA
# title: Always
# description: >-
#   Fires whenever the rule is evaluated. For trying out a bundle, or for denying every image
#   that a mapping covers.
# scope: package
# custom:
#   gate: always
#   trigger: always
#   remediation: >-
#     The bundle denies this image whatever is in it. Use another image, or change the rule or the
#     mapping that selects its policy.
#   gate_description: Fires unconditionally.
#   parameters: []
#   needs: []
#   messages:
#     - Unconditional trigger match
#   trigger_id: always
#   examples:
#     - {id: deny-all, gate: always, trigger: always, action: STOP, params: []}
#   samples:
#     - {}
#   anchore: {since: "1.0"}
package pratique.gates.always.always

import data.pratique.lib.finding

# METADATA
# description: One finding, with the fixed trigger id always.
findings(rule, _) := [finding.new(rule, {
	"message": "Unconditional trigger match",
	"trigger_id": "always",
})]
