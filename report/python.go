package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// writePython writes JSON as Python's json.dumps(…, indent=4, sort_keys=True) does, byte
// for byte, but for numbers, which stay as the bundle has them.
func writePython(w io.Writer, value any) error {
	var b bytes.Buffer
	if err := python(&b, value, "\n"); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// python writes a value; newline is the line break with the current indentation.
func python(b *bytes.Buffer, value any, newline string) error {
	switch v := value.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case int:
		b.WriteString(strconv.Itoa(v))
	case int64:
		b.WriteString(strconv.FormatInt(v, 10))
	case json.Number:
		b.WriteString(v.String())
	case string:
		pythonString(b, v)
	case []any:
		return pythonList(b, '[', ']', len(v), newline, func(i int, inner string) error {
			return python(b, v[i], inner)
		})
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v)) // by bytes, which is by code point, as Python does
		return pythonList(b, '{', '}', len(keys), newline, func(i int, inner string) error {
			pythonString(b, keys[i])
			b.WriteString(": ")
			return python(b, v[keys[i]], inner)
		})
	default:
		return fmt.Errorf("encoding a %T", value)
	}
	return nil
}

func pythonList(b *bytes.Buffer, opening, closing byte, n int, newline string, element func(int, string) error) error {
	b.WriteByte(opening)
	inner := newline + "    "
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		if err := element(i, inner); err != nil {
			return err
		}
	}
	if n > 0 {
		b.WriteString(newline)
	}
	b.WriteByte(closing)
	return nil
}

func pythonString(b *bytes.Buffer, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch i := strings.IndexRune("\"\\\n\r\t\b\f", r); {
		case i >= 0:
			b.WriteByte('\\')
			b.WriteByte(`"\nrtbf`[i])
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
}
