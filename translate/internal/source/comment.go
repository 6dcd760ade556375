package source

import (
	"strings"
	"unicode"
)

// maxComment bounds a bundle's text in a comment, in characters.
const maxComment = 200

// Comment is a comment line with the text after the prefix, which must be our
// own and not empty: so no text of a bundle can make it a METADATA block or an
// instruction to a linter. Line ends, control and format characters of the text
// (U+2028, bidirectional marks, …) become blanks, as do runs of white space.
func Comment(prefix, text string) string {
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	clean = strings.Join(strings.Fields(clean), " ")
	if runes := []rune(clean); len(runes) > maxComment {
		clean = string(runes[:maxComment]) + "…"
	}
	return strings.TrimRight("# "+prefix+clean, " ") + "\n"
}
