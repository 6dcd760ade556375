# METADATA
# title: The clock
# description: >-
#   Expiry and ages are judged at `input.evaluated_at`; the evaluator's clock stands in only
#   for a document that does not state one.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.time

# METADATA
# title: Now, in nanoseconds since 1970
# scope: document
now_ns := time.parse_rfc3339_ns(input.evaluated_at) if {
	_is_stated
} else := time.now_ns()

# METADATA
# title: Now, as RFC 3339 text
# scope: document
now := input.evaluated_at if _is_stated

now := time.format(now_ns) if not _is_stated

# METADATA
# title: What is wrong with evaluated_at
# scope: document
problem := "input.evaluated_at is not an RFC 3339 time" if {
	input.evaluated_at != null
	not _is_stated
}

_is_stated if {
	is_string(input.evaluated_at)
	time.parse_rfc3339_ns(input.evaluated_at)
}
