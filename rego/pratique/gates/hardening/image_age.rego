# METADATA
# title: Age of the image
# description: >-
#   Fires where the image was made more days ago than agreed. An image whose date is that of a
#   reproducible build (1970 or before) is unknown.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: hardening
#   trigger: image_age
#   remediation: >-
#     Build the image again on an up-to-date base: docker build --pull --no-cache.
#   parameters:
#     - name: max_days
#       attribute: max_days
#       description: The most days that an image may be old.
#       example: "30"
#       required: true
#       validator: int
#   needs:
#     - image
#   messages:
#     - "The image is {days} days old, more than {max_days}: rebuild it"
#   examples:
#     - {id: image-age, gate: hardening, trigger: image_age, action: STOP, params: [{name: max_days, value: "30"}]}
#   samples:
#     - {evaluated_at: "2024-03-15T12:00:00Z", image: {created: "1971-06-01T00:00:00Z"}}
#     - {evaluated_at: "2024-03-15T12:00:00Z", image: {created: "2024-03-15T12:00:00Z"}}
package pratique.gates.hardening.image_age

import data.pratique.lib.finding
import data.pratique.lib.time as clock

# METADATA
# description: One finding, or none.
findings(rule, params) := [finding.new(rule, {"message": message, "about": {}}) |
	_days > params.max_days
	message := sprintf(
		"The image is %s days old, more than %s: rebuild it",
		[format_int(_days, 10), format_int(params.max_days, 10)],
	)
] if {
	_days
}

findings(rule, _) := [finding.unknown(rule, ["image: the creation date of the image is not known"])] if not _days

_days := floor((clock.now_ns - created) / (((24 * 60) * 60) * 1000000000)) if {
	is_string(input.image.created)
	created := time.parse_rfc3339_ns(input.image.created)
	created > ((366 * 24) * 3600) * 1000000000
}
