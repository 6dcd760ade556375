package translate

import (
	"strings"
	"unicode"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxText bounds a bundle's text in a message, in characters.
const maxText = 200

// quote is s in double quotes, without anything that could move a terminal's cursor.
func quote(s string) string { return source.String(*short(&s)) }

// short is s, cut where it is very long: a problem stands in every mapping that has it.
func short(s *string) *string {
	if s == nil || len(*s) <= maxText {
		return s
	}
	runes := []rune(*s)
	if len(runes) <= maxText {
		return s
	}
	cut := string(runes[:maxText]) + "…"
	return &cut
}

// oneLine replaces what would break a line or a terminal: keys of a bundle
// stand in pointers, and values in messages.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r != ' ' && !unicode.IsPrint(r) {
			return '\ufffd'
		}
		return r
	}, s)
}

// oneOf lists what an enumeration accepts.
func oneOf(values []string) string { return "one of " + strings.Join(values, ", ") }
