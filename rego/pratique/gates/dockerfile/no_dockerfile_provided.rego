# METADATA
# title: No Dockerfile provided
# description: Fires where no Dockerfile was supplied, also where one was rebuilt from the image's history.
# scope: package
# custom:
#   gate: dockerfile
#   trigger: no_dockerfile_provided
#   remediation: >-
#     Give the Dockerfile that the image was built from: --dockerfile FILE.
#   parameters: []
#   needs:
#     - dockerfile
#   messages:
#     - Image was not analyzed with an actual Dockerfile
#   examples:
#     - {id: dockerfile, gate: dockerfile, trigger: no_dockerfile_provided, action: WARN, params: []}
#   samples:
#     - {dockerfile: {mode: guessed, lines: {FROM: [FROM scratch]}}}
#     - {dockerfile: {mode: actual, lines: {FROM: [FROM scratch]}}}
#   anchore: {since: "1.0"}
package pratique.gates.dockerfile.no_dockerfile_provided

import data.pratique.lib.dockerfile
import data.pratique.lib.finding

# METADATA
# description: One finding, or none.
findings(rule, _) := [finding.new(rule, {"message": "Image was not analyzed with an actual Dockerfile"}) |
	dockerfile.mode != "actual"
]
