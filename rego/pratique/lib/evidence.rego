# METADATA
# title: Evidence of other tools
# description: >-
#   What keeps evidence from deciding anything: a date that is missing or too old, a subject that
#   nobody knows, a run that was cut short. No result is never a pass.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.evidence

import data.pratique.lib.time as clock

# METADATA
# title: What stands against evidence
# description: Sentences without a full stop, none where it can decide.
doubts(item) := [doubt |
	some doubt in [_dated(item), _whole(item), _applied(item), _subject(item)]
	doubt != ""
]

# METADATA
# title: What stands against evidence as a witness of failures
# description: What has failed has failed, also in a run that was cut short.
doubts_of_failures(item) := [doubt | some doubt in [_dated(item), _subject(item)]; doubt != ""]

# METADATA
# title: Evidence that is too old
# description: From `expires_at` on; without it, 30 days after it was made.
stale(item) if clock.now_ns >= _expires_ns(item)

_expires_ns(item) := time.parse_rfc3339_ns(item.expires_at) if is_string(item.expires_at)

_expires_ns(item) := time.parse_rfc3339_ns(item.finished_at) + (30 * _day) if {
	not is_string(object.get(item, "expires_at", null))
	is_string(item.finished_at)
}

_day := ((24 * 60) * 60) * 1000000000

# METADATA
# title: Age in days
# description: Undefined for evidence without a date, and for one from the future.
days(item) := age if {
	is_string(item.finished_at)
	age := floor((clock.now_ns - time.parse_rfc3339_ns(item.finished_at)) / _day)
	age >= -1
}

# METADATA
# title: What one calls it
# description: Tool and file.
name(item) := sprintf("%s (%s)", [item.tool, file]) if {
	file := object.get(item, "file", "")
	file != ""
} else := item.tool

_dated(item) := sprintf("%s is stale: it was made at %s", [name(item), item.finished_at]) if {
	stale(item)
} else := sprintf("%s does not say when it was made", [name(item)]) if {
	not is_string(object.get(item, "finished_at", null))
} else := sprintf("%s has a date that is no time or lies in the future: %s", [name(item), item.finished_at]) if {
	not days(item)
} else := ""

_whole(item) := sprintf("%s is incomplete%s", [name(item), _why(item)]) if {
	item.complete == false
} else := sprintf("%s may be incomplete%s", [name(item), _why(item)]) if {
	object.get(item, "complete", null) != true
} else := ""

_why(item) := sprintf(": %s", [concat("; ", item.problems)]) if {
	count(item.problems) > 0
} else := ""

_applied(item) := sprintf("nothing of the profile applied in %s", [name(item)]) if {
	count(decided(item)) == 0
} else := ""

# METADATA
# title: The results that say anything of the subject
decided(item) := [i | some i, result in item.results; result.status != "not_applicable"]

_subject(item) := sprintf("nobody knows what %s is of", [name(item)]) if {
	item.subject.kind in {"image", "unknown"}
	object.get(item.subject, "judged", null) == null
	object.get(item.subject, "asserted", false) == false
} else := sprintf("%s is of something else", [name(item)]) if {
	object.get(item.subject, "judged", null) == false
} else := ""
