package anchore

import (
	"strings"

	"github.com/pratique-dev/pratique/internal/python"
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
		b.WriteString(python.Repr(v.Text))
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
			b.WriteString(python.Repr(v.Keys[i]) + ": ")
		}
		item.repr(b)
		if b.Len() > maxRepr {
			return
		}
	}
	b.WriteString(end)
}
