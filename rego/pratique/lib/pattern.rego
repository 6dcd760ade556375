# METADATA
# title: Regular expressions of a bundle
# description: >-
#   A bundle's expressions are Python's. The translator hands each over as `{"re2": …}`, an
#   equal RE2 expression; as `{"python": …}` where RE2 has none, and the extractor lists the
#   texts that match in `input.matches`, or says in `input.match_errors` why it cannot; or as
#   `{"error": …}` where Python cannot compile it.
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.pattern

# METADATA
# title: Those of the texts that the pattern matches from their beginning
# description: Undefined where `problem` is defined.
matching(pattern, texts) := {text | some text in texts; regex.match(pattern.re2, text)} if {
	regex.is_valid(pattern.re2)
}

matching(pattern, texts) := _as_set(texts) & _as_set(input.matches[pattern.python]) if {
	not input.match_errors[pattern.python]
}

# METADATA
# title: Why a pattern cannot be applied
# description: Undefined for a pattern that can. An expression without an answer is never "no match".
problem(pattern) := pattern.error

problem(pattern) := sprintf("the document has no matches of the Python expression %s", [expression]) if {
	pattern.python
	not input.matches[pattern.python]
	not input.match_errors[pattern.python]
	expression := json.marshal(pattern.python)
}

# Part of the answer may be there: another rule tests other texts.
problem(pattern) := sprintf("the Python expression %s could not be run: %s", [expression, reason]) if {
	reason := input.match_errors[pattern.python]
	expression := json.marshal(pattern.python)
}

problem(pattern) := sprintf("RE2 cannot compile %s", [json.marshal(pattern.re2)]) if {
	pattern.re2
	not regex.is_valid(pattern.re2)
}

_as_set(texts) := texts if is_set(texts)

_as_set(texts) := {text | some text in texts} if is_array(texts)
