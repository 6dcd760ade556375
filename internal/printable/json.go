package printable

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// JSON is a string literal of JSON, in which what a reader could not see is escaped, and
// what also says; also is nil for nothing more.
func JSON(s string, also func(rune) bool) string {
	if isPlain(s, also) {
		return `"` + s + `"`
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case unicode.IsPrint(r) && (also == nil || !also(r)):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPlain says whether nothing in an ASCII text is escaped.
func isPlain(s string, also func(rune) bool) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || also != nil && also(rune(c)) {
			return false
		}
	}
	return true
}
