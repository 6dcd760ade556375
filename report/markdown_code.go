package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pratique-dev/pratique/internal/printable"
)

// code shows a text as it is in Markdown, in a table too. It is an HTML element with
// entities and no `code span`: a span cannot hold every pipe, and an entity is never
// Markdown's syntax. Within the element GitHub and GitLab make no mentions or references.
func code(s string) string {
	if s == "" {
		return ""
	}
	return "<code>" + entities(s) + "</code>"
}

// entities escapes what Markdown, its extensions or HTML would act on.
func entities(s string) string {
	runes := []rune(printable.Text(s))
	var b strings.Builder
	for i, r := range runes {
		if special(runes, i) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func special(runes []rune, i int) bool {
	neighbour := func(j int) rune {
		if j < 0 || j >= len(runes) {
			return ' '
		}
		return runes[j]
	}
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch r := runes[i]; r {
	case '_': // between letters it is no emphasis
		return !word(neighbour(i-1)) || !word(neighbour(i+1))
	case ':': // http://, xmpp:, :emoji:
		return neighbour(i+1) != ' '
	case '.': // www.
		return strings.EqualFold(string(neighbour(i-1)), "w")
	case ' ': // would be trimmed, or one of two lost
		return i == 0 || i == len(runes)-1 || neighbour(i-1) == ' '
	default:
		return strings.ContainsRune("&<>\"'|`*[]~\\@#$!{}", r)
	}
}
