# METADATA
# title: The image is tagged latest
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   remediation: >-
#     Tag the image with its version, and deploy it by this tag or by its digest: docker build --tag
#     NAME:VERSION.
package pratique.gates.practice.image.latest_tag

import data.pratique.lib.finding

# METADATA
# description: In file order.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"check": params.check}}) |
	input.image.tag == "latest"
	message := "Image is tagged latest"
] if {
	_known
}

findings(rule, _) := [finding.unknown(rule, ["image: the tag of the image is not known"])] if not _known

_known if is_string(input.image.tag)
