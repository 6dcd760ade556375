package anchore

import (
	"fmt"
	"strings"
	"unicode"
)

// maxRepr bounds a repr in a message, in bytes.
const maxRepr = 400

// Repr is Python's repr(v), cut where it is very long.
func (v *Value) Repr() string {
	var b strings.Builder
	v.repr(&b)
	if b.Len() > maxRepr {
		return strings.ToValidUTF8(b.String()[:maxRepr], "") + "…"
	}
	return b.String()
}

func (v *Value) repr(b *strings.Builder) {
	switch {
	case b.Len() > maxRepr: // enough to be cut
	case v.IsNone():
		b.WriteString("None")
	case v.Kind == Bool && v.Bool:
		b.WriteString("True")
	case v.Kind == Bool:
		b.WriteString("False")
	case v.Kind == String:
		b.WriteString(quote(v.Text))
	case v.Kind == Number:
		b.WriteString(v.Text)
	default:
		v.reprItems(b)
	}
}

func (v *Value) reprItems(b *strings.Builder) {
	open, end := "[", "]"
	if v.Kind == Object {
		open, end = "{", "}"
	}
	b.WriteString(open)
	for i, item := range v.Items {
		if i > 0 {
			b.WriteString(", ")
		}
		if v.Kind == Object {
			b.WriteString(quote(v.Keys[i]) + ": ")
		}
		item.repr(b)
		if b.Len() > maxRepr {
			return
		}
	}
	b.WriteString(end)
}

// quote is repr() of a str.
func quote(s string) string {
	mark := '\''
	if strings.ContainsRune(s, '\'') && !strings.ContainsRune(s, '"') {
		mark = '"'
	}
	var b strings.Builder
	b.WriteRune(mark)
	for _, r := range s {
		switch {
		case r == mark || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(mark)
	return b.String()
}
