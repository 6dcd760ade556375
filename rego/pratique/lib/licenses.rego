# METADATA
# title: The licences of the packages
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.licenses

import data.pratique.lib.packages
import data.pratique.lib.python

# METADATA
# title: Pairs of a package's name and one word of its licence text
# description: >-
#   In the order of the packages, duplicates kept. compatibility.md#license-words: a name with blanks
#   is several words, so `Apache License 2.0` is never matched as a whole.
# scope: document
pairs := [[row[0], word] |
	some row in packages.rows
	some word in python.words(_text(object.get(input.packages[row[5]], "license", null)))
]

# METADATA
# title: The list of pairs as messages have it
list(hits) := concat(", ", [sprintf("%s(%s)", hit) | some hit in hits])

_text(license) := license if is_string(license)

# What Anchore keeps where there is none.
_text(null) := "N/A"
