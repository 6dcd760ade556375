# METADATA
# title: The image is tagged latest
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.gates.practice.image.latest_tag

import data.pratique.lib.finding

# METADATA
# description: In file order.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {"check": params.check}}) |
	input.image.tag == "latest"
	message := "The image is tagged latest, which stands for another image tomorrow"
] if {
	_known
}

findings(rule, _) := [finding.unknown(rule, ["image: its tag"])] if not _known

_known if is_string(input.image.tag)
