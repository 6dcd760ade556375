package source

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxComment bounds a bundle's text in a comment, in characters.
const maxComment = 200

// Comment is a comment line with the text after the prefix, which must be our
// own and not empty: so no text of a bundle can make it a METADATA block or an
// instruction to a linter. Line ends, control and format characters of the text
// (U+2028, bidirectional marks, …) become blanks, as do runs of white space.
func Comment(prefix, text string) string {
	clean := plain(text)
	return strings.TrimRight("# "+prefix+clean, " ") + "\n"
}

// Title is a METADATA block with the text as its title, and a description where there is one: our own, in one line.
func Title(text, description string) string {
	block := "# METADATA\n# title: " + scalar(plain(text)) + "\n"
	if description != "" {
		block += "# description: " + scalar(description) + "\n"
	}
	return block
}

// unquoted are texts that YAML takes for nothing but texts: several words of harmless characters.
var unquoted = regexp.MustCompile(`\A[A-Za-z][A-Za-z0-9_./()-]*(?:,? [A-Za-z0-9_./()-]+)+\z`)

func scalar(text string) string {
	if unquoted.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// plain is a bundle's text in one line of what can be seen, cut where it is long.
func plain(text string) string {
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
	clean = strings.Join(strings.Fields(clean), " ")
	if runes := []rune(clean); len(runes) > maxComment {
		clean = string(runes[:maxComment]) + "…"
	}
	return clean
}
