package translate

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// lineWidth is where the generated tests break a line, in bytes. A text is never broken.
const lineWidth = 100

// termOf is a JSON value as Rego, in one line, with its keys sorted.
func termOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return source.Text(v)
	case []any:
		terms := make([]string, len(v))
		for i, item := range v {
			terms[i] = termOf(item)
		}
		return source.Array(terms)
	case map[string]any:
		var o source.Object
		for _, key := range slices.Sorted(maps.Keys(v)) {
			o.Add(key, termOf(v[key]))
		}
		return o.Inline()
	case json.Number:
		return v.String()
	default: // bool, and int of our own
		return fmt.Sprint(v)
	}
}

// wrapped is a JSON value as Rego, objects and lists that would be longer than
// width with one member a line.
func wrapped(v any, width int) string {
	inline := termOf(v)
	if len(inline) <= width {
		return inline
	}
	switch v := v.(type) {
	case []any:
		if len(v) == 1 {
			return "[" + wrapped(v[0], width) + "]"
		}
		terms := make([]string, len(v))
		for i, item := range v {
			terms[i] = wrapped(item, width)
		}
		return source.Lines(terms)
	case map[string]any:
		if len(v) == 1 { // a line of its own says no more
			for key, item := range v {
				return "{" + source.String(key) + ": " + wrapped(item, width) + "}"
			}
		}
		var o source.Object
		for _, key := range slices.Sorted(maps.Keys(v)) {
			o.Add(key, wrapped(v[key], width))
		}
		return o.Block()
	default:
		return inline
	}
}

func wrappedList(texts []string) string {
	if inline := source.Texts(texts); len(texts) < 2 || len(inline) <= lineWidth {
		return inline
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = source.Text(text)
	}
	return source.Lines(quoted)
}

// indented is a term that stands one level in.
func indented(term string) string { return strings.ReplaceAll(term, "\n", "\n\t") }
