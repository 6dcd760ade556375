// Package printable makes untrusted text fit for a terminal and for one line.
package printable

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text shows what a terminal would act on, and line breaks, as escapes: control
// characters, direction marks, unusual blanks. What Unicode calls printable stays;
// what is no UTF-8 becomes the replacement character.
func Text(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// Quote is the text in double quotes, so that blanks at its ends are seen.
func Quote(s string) string {
	return `"` + Text(strings.ReplaceAll(s, `"`, `\"`)) + `"`
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }
