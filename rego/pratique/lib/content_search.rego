# METADATA
# title: What the searches of file contents found
# description: >-
#   A search is configured as NAME=REGEX, or as REGEX alone. The gates know only that text and
#   split it at its first `=`, so a regular expression with `=` and without a name is torn apart
#   (compatibility.md#search-name-split).
# scope: package
package pratique.lib.content_search

# METADATA
# title: The configured text of a search that matched
text(match) := sprintf("%s=%s", [match.name, match.regex]) if is_string(match.name)

text(match) := match.regex if object.get(match, "name", null) == null

# METADATA
# title: The name in a configured text
# description: Empty where it has none.
name(configured) := substring(configured, 0, indexof(configured, "=")) if contains(configured, "=")

name(configured) := "" if not contains(configured, "=")

# METADATA
# title: The regular expression in a configured text
# description: The whole text where it has no name.
expression(configured) := substring(configured, indexof(configured, "=") + 1, -1)
