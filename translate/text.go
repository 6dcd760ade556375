package translate

import (
	"strings"
	"unicode"

	"github.com/pratique-dev/pratique/translate/source"
)

// quote is s in double quotes, without anything that could move a terminal's cursor.
func quote(s string) string {
	const most = 200
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return source.String(s)
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
