// Package source writes Rego from untrusted text: literals, comments and names
// that nothing in a bundle can leave.
package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// String is a Rego (and JSON) string literal. It is the only way in which text
// of a bundle gets into Rego code. What a reader could not see, or what could
// end the literal, a raw string or a line, is escaped.
func String(s string) string { return printable.JSON(s, func(r rune) bool { return r == '`' }) }

// Text is a string literal for a reader: a raw string where a quoted one would need escapes and
// nothing in the text is hidden or ends it. It is Rego, and no JSON.
func Text(s string) string {
	quoted := String(s)
	if quoted == `"`+s+`"` || strings.ContainsFunc(s, func(r rune) bool { return r == '`' || r == utf8.RuneError || r != ' ' && !unicode.IsPrint(r) }) {
		return quoted
	}
	return "`" + s + "`"
}

// Texts is an array of such literals.
func Texts(list []string) string {
	literals := make([]string, len(list))
	for i, s := range list {
		literals[i] = Text(s)
	}
	return Array(literals)
}

// Nullable is a string literal, or null for nil.
func Nullable(s *string) string {
	if s == nil {
		return "null"
	}
	return String(*s)
}

// Strings is an array of string literals.
func Strings(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = String(s)
	}
	return Array(quoted)
}

// Array is an array of terms that are Rego already.
func Array(terms []string) string { return "[" + strings.Join(terms, ", ") + "]" }

// Value is a JSON value of a bundle as a literal, numbers as they were written.
func Value(v *anchore.Value) string {
	if v.IsNone() {
		return "null"
	}
	switch v.Kind {
	case anchore.Bool:
		return strconv.FormatBool(v.Bool)
	case anchore.Number:
		return v.Text // a JSON number, or it would not have been decoded
	case anchore.String:
		return String(v.Text)
	case anchore.Array:
		terms := make([]string, len(v.Items))
		for i, item := range v.Items {
			terms[i] = Value(item)
		}
		return Array(terms)
	default:
		var o Object
		for i, key := range v.Keys {
			o.Add(key, Value(v.Items[i]))
		}
		return o.Inline()
	}
}
